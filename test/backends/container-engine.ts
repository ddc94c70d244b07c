type Testcontainers = typeof import('testcontainers');

/** What starts containers; `undefined` where no engine answers, which takes half a second and says nothing. */
export async function containerEngine(): Promise<Testcontainers | undefined> {
  const testcontainers = await import('testcontainers');
  try {
    await testcontainers.getContainerRuntimeClient();
    return testcontainers;
  } catch {
    return undefined;
  }
}
