import {describe, expect, it} from 'vitest';
import {createNvidiaTool} from '../../source/clients/nvidia-tool.ts';
import {createPiTool} from '../../source/clients/pi-tool.ts';
import type {Tool} from '../../source/clients/tool.ts';
import {createToolLog} from '../../source/clients/tool-log.ts';
import type {CommandRun} from '../../source/domain/command-run.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const heard = (kind: 'figures' | 'words' | 'ready' | 'answered') => ({kind, problems: []});

function logOf(create: (clock: FakeClock) => Tool) {
	const clock = new FakeClock();
	const runs: CommandRun[] = [];
	const log = createToolLog(create(clock), {clock, onCommand: run => runs.push(run)});
	log.started();
	return {clock, runs, log};
}

describe('a program that is asked', () => {
	it('is told of with each answer, and how long it took', async () => {
		const {clock, runs, log} = logOf(createPiTool);
		log.heard(heard('ready'));
		await clock.advance(9);
		log.heard(heard('figures'));
		log.heard(heard('answered'));
		await clock.advance(10_000 + 12);
		log.heard(heard('words'));
		log.heard(heard('answered'));
		const command = 'vcgencmd get_throttled';
		expect(runs).toEqual([
			{command, tookMs: 9, result: {kind: 'exited', exitCode: 0}},
			{command, tookMs: 12, result: {kind: 'exited', exitCode: undefined}},
		]);
	});
});

describe('a program that speaks by itself', () => {
	it('is told of once a round, whose lines are one for each GPU', async () => {
		const {clock, runs, log} = logOf(createNvidiaTool);
		for (let round = 0; round < 3; round += 1) {
			log.heard(heard('figures'));
			log.heard(heard('figures'));
			await clock.advance(2000);
		}

		expect(runs).toHaveLength(3);
		expect(runs[0]).toEqual({
			...{command: 'nvidia-smi -l 2', tookMs: undefined},
			result: {kind: 'runs'},
		});
	});

	it('is told of as it ends', async () => {
		const {clock, runs, log} = logOf(createNvidiaTool);
		await clock.advance(30);
		log.ended({kind: 'ended', exitCode: 9});
		log.ended({kind: 'silent'});
		log.ended({kind: 'startOver'});
		expect(runs).toMatchObject([
			{tookMs: 30, result: {kind: 'exited', exitCode: 9}},
			{result: {kind: 'failed', failure: {kind: 'timedOut'}}},
		]);
	});
});
