import {describe, expect, it} from 'vitest';
import type {JobChange} from '../../source/domain/job-change.ts';
import {changeCommands, nodeChangeArgv} from '../../source/rules/change-argv.ts';
import {aRef} from '../helpers/job-builders.ts';

function commands(change: JobChange, ...ids: readonly string[]): readonly string[] {
	return changeCommands(
		change,
		ids.map(id => aRef(id)),
	).map(({argv}) => argv.join(' '));
}

describe('the commands that change jobs', () => {
	it.each<[JobChange, string]>([
		[{kind: 'cancel'}, 'scancel --user=alice 1 4720'],
		[{kind: 'hold'}, 'scontrol hold 1,4720'],
		[{kind: 'release'}, 'scontrol release 1,4720'],
		[{kind: 'requeue'}, 'scontrol requeue 1,4720'],
		[{kind: 'requeueHold'}, 'scontrol requeuehold 1,4720'],
		[{kind: 'setTimeLimit', seconds: 5400}, 'scontrol update JobId=1,4720 TimeLimit=90'],
		[{kind: 'setTimeLimit', seconds: 93_784}, 'scontrol update JobId=1,4720 TimeLimit=1-02:03:04'],
		[{kind: 'setNice', nice: -5}, 'scontrol update JobId=1,4720 Nice=-5'],
		[{kind: 'setName', name: 'a b'}, 'scontrol update JobId=1,4720 JobName=a b'],
		[{kind: 'setComment', comment: ''}, 'scontrol update JobId=1,4720 Comment='],
	])('%o is one command', (change, command) => {
		expect(commands(change, '1', '4720')).toEqual([command]);
	});

	it('are one a job where a limit is moved, and one for each fifty else', () => {
		expect(commands({kind: 'addTime', seconds: 90}, '1', '2')).toEqual([
			'scontrol update JobId=1 TimeLimit=+0-00:01:30',
			'scontrol update JobId=2 TimeLimit=+0-00:01:30',
		]);
		const ids = Array.from({length: 101}, (_, index) => String(index + 1));
		expect(commands({kind: 'hold'}, ...ids).map(text => text.split(',').length)).toEqual([
			50, 50, 1,
		]);
	});

	it('hold what is typed in one argument', () => {
		const name = "x TimeLimit=1'; $(touch y)";
		const [command] = changeCommands({kind: 'setName', name}, [aRef('1')]);
		expect(command?.argv).toEqual(['scontrol', 'update', 'JobId=1', `JobName=${name}`]);
		expect(nodeChangeArgv(['node1'], {kind: 'drain', reason: 'a b'})).toEqual([
			...['scontrol', 'update', 'NodeName=node1', 'State=DRAIN', 'Reason=a b'],
		]);
		expect(nodeChangeArgv(['node1'], {kind: 'resume'}).at(-1)).toBe('State=RESUME');
	});
});
