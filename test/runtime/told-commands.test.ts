import {expect, it} from 'vitest';
import type {SlurmAnswer} from '../../source/clients/slurm-command.ts';
import type {ClusterQuestion} from '../../source/domain/cluster.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {tellCommands} from '../../source/runtime/told-commands.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

async function told(
	argv: readonly string[],
	answer: Result<SlurmAnswer>,
	reason: ClusterQuestion | 'person' = 'mine',
) {
	const clock = new FakeClock();
	const facts: unknown[] = [];
	const ask = tellCommands({
		...{clock, reason: () => reason, tell: fact => facts.push(fact)},
		async ask() {
			await clock.advance(40);
			return answer;
		},
	});
	const command = {argv, limitMs: 1000, maxBytes: 1000};
	expect(await ask(command, new AbortController().signal)).toBe(answer);
	return facts;
}

const exited = (exitCode: number) => succeeded({stdout: '', stderr: '', exitCode});

it('a poll is told as a call when it is made and as a command when it has ended', async () => {
	expect(await told(['squeue', '--me'], exited(0))).toEqual([
		{type: 'cluster/called', question: 'mine', atMs: 0},
		{
			type: 'cluster/commandRan',
			atMs: 40,
			run: {command: 'squeue --me', tookMs: 40, result: {kind: 'exited', exitCode: 0}},
		},
	]);
});

it('what a person asked for is told as theirs', async () => {
	const [call, , ran] = await told(['scancel', '1'], exited(210), 'person');
	expect(call).toMatchObject({question: 'person'});
	expect(ran).toMatchObject({run: {isByPerson: true, result: {exitCode: 210}}});
});

it.each([
	...[
		['scancel', '1'],
		['scontrol', 'requeuehold', '1'],
		['sbatch', '--parsable', 'a.sh'],
	],
])('what changes something is told before it goes: %s', async (...argv) => {
	const [, sending, ran] = await told(argv, exited(0), 'person');
	expect(sending).toEqual({type: 'jobs/sending', argv, atMs: 0});
	expect(ran).toMatchObject({type: 'cluster/commandRan'});
});

it.each([...[['scontrol', 'show', 'job', '1'], ['sbatch', '--test-only', 'a.sh'], ['squeue']]])(
	'what only asks is not: %s',
	async (...argv) => {
		const facts = await told(argv, exited(0), 'person');
		expect(JSON.stringify(facts)).not.toContain('jobs/sending');
	},
);

it('what asks only its own machine is no call', async () => {
	expect(await told(['id', '-un'], exited(0))).toMatchObject([{type: 'cluster/commandRan'}]);
});

it.each([
	[{kind: 'timedOut', where: 'hpc', afterMs: 1000}, {kind: 'failed'}],
	[
		{kind: 'missing', where: 'squeue'},
		{kind: 'exited', exitCode: 127},
	],
] as const)('a command that ended with %j is told with it', async (failure, result) => {
	const facts = await told(['squeue'], failed(failure));
	expect(facts).toMatchObject([{}, {run: {result}}]);
});

it('where there was no shell to run it on no command is told', async () => {
	const failure = {kind: 'unreachable', where: 'login', reason: 'no route to host'} as const;
	expect(await told(['squeue'], failed(failure))).toMatchObject([{type: 'cluster/called'}]);
});
