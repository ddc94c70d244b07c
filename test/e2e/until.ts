const PATIENCE_MS = 20_000;
const PAUSE_MS = 15;

/** Asks again until the answer is good, since lists and measures follow the log a moment later. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  good: (answer: Answer) => boolean,
  patience = PATIENCE_MS,
): Promise<Answer> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`It never came; the last answer was ${String(JSON.stringify(answer)).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
