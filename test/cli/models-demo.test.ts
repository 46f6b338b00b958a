import {setImmediate as turn} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {run} from '../../source/cli/run.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {modelsSchemaErrors, schemaErrors} from '../helpers/validate-document.ts';

async function ran(...args: readonly string[]) {
	const {world, clock, printed, complaints} = someSurroundings();
	let status: number | undefined;
	const running = run(['models', ...args, '--demo'], world).then(ended => {
		status = ended;
	});
	// What is loaded meanwhile takes time of this machine, during which that of the rack stands still.
	while (status === undefined) {
		await clock.advance(200);
		await turn();
	}

	await running;
	return {status, stdout: printed.join(''), stderr: complaints.join('\n')};
}

it.each([
	[['ls'], /^qwen3:30b +17\.3 GiB .* gpu-01, gpu-02$/m],
	[['show', 'qwen3:4b'], /^ +can +completion, tools, thinking$/m],
	[['fit', 'qwen3:30b'], /^pi-worker1 +- +no: /m],
])('models %j answers of the simulated rack, without a configuration', async (words, answer) => {
	const told = await ran(...words);
	expect(told).toMatchObject({status: 0, stderr: ''});
	expect(told.stdout).toMatch(answer);
});

it('the documents are those of the schemas, and say that the rack is simulated', async () => {
	const list = JSON.parse((await ran('ls', '--json')).stdout);
	expect(schemaErrors(list)).toEqual([]);
	expect(list).toMatchObject({cluster: 'demo', demo: true});
	for (const words of [
		['show', 'qwen3:4b'],
		['fit', 'qwen3:4b'],
		['sync', '--dry-run'],
	]) {
		const document = JSON.parse((await ran(...words, '--json')).stdout);
		expect(modelsSchemaErrors(document)).toEqual([]);
		expect(document).toMatchObject({cluster: 'demo', demo: true});
	}
});
