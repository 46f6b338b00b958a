import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, it} from 'vitest';

const run = promisify(execFile);

async function mostMegabytes(...args: readonly string[]): Promise<number> {
	const {stdout} = await run(process.execPath, [
		'--max-semi-space-size=4',
		'test/helpers/children/let-garbage-pile-up.ts',
		...args,
	]);
	return Number(stdout);
}

it('a heap that is kept lean takes a third less for the same things', async () => {
	const [lean, usual] = await Promise.all([mostMegabytes('lean'), mostMegabytes()]);
	expect(lean).toBeGreaterThan(10);
	expect(lean).toBeLessThan((usual * 2) / 3);
});
