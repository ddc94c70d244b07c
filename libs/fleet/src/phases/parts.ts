import type { FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

const BATTERY_KG = 0.045;
const SCREEN_KG = 0.05;

/** A worn battery makes way for a new one. */
export function batteryReplaced(story: Story, workshop: FleetPartner): void {
  const { device } = story;
  story.passMinutes(8, 40);
  story.tell(workshop, 'PartRemoved', {
    slot: 'battery',
    disposition: 'recycle',
    massKg: BATTERY_KG,
    reason: 'worn',
    batteryHealthPercent: device.batteryHealthPercent,
  });
  installed(story, workshop, 'battery', BATTERY_KG);
  device.batteryHealthPercent = 100;
}

export function screenReplaced(story: Story, workshop: FleetPartner): void {
  story.passMinutes(8, 40);
  story.tell(workshop, 'PartRemoved', {
    slot: 'display',
    disposition: 'recycle',
    massKg: SCREEN_KG,
    reason: 'cracked',
  });
  installed(story, workshop, 'display', SCREEN_KG);
}

/** From the shelf of harvested parts where there is one, else new. */
function installed(story: Story, workshop: FleetPartner, slot: string, massKg: number): void {
  const { model } = story.device;
  const spare = story.setting.cohort.take(workshop.id, slot, model.brand, model.category, story.at);
  if (spare !== undefined) {
    story.tell(workshop, 'PartInstalled', {
      slot,
      origin: 'harvested',
      partId: spare.partId,
      massKg: spare.massKg,
      paired: false,
    });
    return;
  }
  story.tell(workshop, 'PartInstalled', {
    slot,
    origin: story.random.chance(0.6) ? 'new_oem' : 'new_aftermarket',
    massKg,
    recycledFraction: story.random.pick([0, 0.1, 0.25]),
    paired: true,
  });
}
