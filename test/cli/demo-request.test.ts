import {expect, it} from 'vitest';
import {parseDemoRequest} from '../../source/cli/demo-request.ts';
import {parseArguments} from '../../source/cli/parse-arguments.ts';
import {run} from '../../source/cli/run.ts';
import {someSurroundings} from '../helpers/surroundings.ts';

function requested(line: string) {
	const parsed = parseArguments(line.split(' '));
	return 'usage' in parsed ? expect.unreachable(parsed.usage) : parseDemoRequest(parsed.flags);
}

it('the demo has eight nodes and the first seed, or as many and whichever is asked for', () => {
	expect(requested('--once')).toBeUndefined();
	expect(requested('--demo')).toEqual({seed: 1, nodeCount: undefined});
	expect(requested('--demo --nodes 500 --seed 42')).toEqual({seed: 42, nodeCount: 500});
});

it.each([
	['--nodes 5', '--nodes needs --demo.'],
	['--once --seed 5', '--seed needs --demo.'],
	['--demo --config x', '--config does not go with --demo, which reads no configuration.'],
	['--demo --nodes 0', '--nodes must be a number from 1 to 10000, found "0".'],
	['--demo --nodes 2.5', '--nodes must be a number from 1 to 10000, found "2.5".'],
	['--demo --seed x', '--seed must be a number from 0 to 4294967295, found "x".'],
])('%s is wrong use', async (line, usage) => {
	expect(requested(line)).toEqual({usage});
	const {world, complaints, printed} = someSurroundings();
	expect(await run(line.split(' '), world)).toBe(2);
	expect(complaints).toEqual([usage]);
	expect(printed).toEqual([]);
});

it('a document of the demo says so, whatever configuration there is', async () => {
	const {world, clock, printed, complaints} = someSurroundings({
		env: {CLUSTERDECK_CONFIG: '/no/such/config.yaml'},
	});
	const ended = run(['--demo', '--once', '--nodes', '3'], world);
	await import('../../source/cli/demo-session.ts');
	await clock.advance(6000);
	expect(await ended).toBe(0);
	expect(complaints).toEqual([]);
	const document: unknown = JSON.parse(printed.join(''));
	expect(document).toMatchObject({demo: true, cluster: 'demo', problems: []});
	expect(document).toHaveProperty('nodes.length', 3);
});
