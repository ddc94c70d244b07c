import { type Check, check } from '../health/checks.js';
import type { KafkaIntakeService } from './kafka-intake.service.js';

/** Not ready while nothing is taken in; a partner without its topics is told, and keeps nobody else out. */
export async function kafkaIntakeCheck(intake: KafkaIntakeService): Promise<Check> {
  const checked = await check('intake', async () => intake.complaint());
  const { complaints } = intake;
  return checked.ok && complaints.length > 0 ? { ...checked, detail: complaints.join('; ') } : checked;
}
