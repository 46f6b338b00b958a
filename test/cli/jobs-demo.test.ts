import {setTimeout as pause} from 'node:timers/promises';
import {expect, it} from 'vitest';
import {run} from '../../source/cli/run.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {schemaErrors} from '../helpers/validate-document.ts';

async function ran(...args: readonly string[]) {
	const {world, clock, printed, complaints} = someSurroundings();
	let status: number | undefined;
	const running = run(args, world).then(ended => {
		status = ended;
	});
	// What is loaded meanwhile takes time of this machine, during which that of the cluster all but stands still.
	while (status === undefined) {
		await clock.advance(clock.timerCount === 0 ? 0 : 100);
		await pause(1);
	}

	await running;
	return {status, stdout: printed.join(''), stderr: complaints.join('\n')};
}

it.each([
	[['ls'], /^4720_\[0-63\] +sweep-lr /m],
	[['show', '4711'], /^4711 train-llama-8b\n/],
	[['why', '4731'], /^ +Waits for resources/m],
])('jobs %j answers of the simulated cluster, without a configuration', async (words, answer) => {
	const told = await ran('jobs', ...words, '--demo');
	expect(told).toMatchObject({status: 0, stderr: ''});
	expect(told.stdout).toMatch(answer);
});

it('its document is that of the schema, and says what it is of', async () => {
	const document = JSON.parse((await ran('jobs', 'ls', '--json', '--demo')).stdout);
	expect(schemaErrors(document)).toEqual([]);
	expect(document).toMatchObject({cluster: 'demo', demo: true});
});

it('the documents of one job say that its cluster is simulated', async () => {
	for (const command of ['show', 'why']) {
		const document = JSON.parse((await ran('jobs', command, '4731', '--json', '--demo')).stdout);
		expect(document).toMatchObject({demo: true});
	}
});

it('what cannot be tried says what can', async () => {
	for (const words of [
		['submit', 'a.sh'],
		['cancel', '4711'],
		['logs', '4711'],
	]) {
		const {status, stderr} = await ran('jobs', ...words, '--demo');
		expect(status).toBe(2);
		expect(stderr).toContain(
			'It goes with clusterdeck alone, and with jobs ls, jobs show, jobs why, chat, models ls, models show, models fit, models sync.',
		);
	}

	const {status, stderr} = await ran('jobs', 'ls', '--demo', '--config', 'a.yaml');
	expect([status, stderr]).toEqual([
		2,
		'--config does not go with --demo, which reads no configuration.',
	]);
});
