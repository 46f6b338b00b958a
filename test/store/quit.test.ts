import {expect, it} from 'vitest';
import type {SlurmName} from '../../source/domain/ids.ts';
import {noticeText} from '../../source/theme/notice-text.ts';
import {aRef} from '../helpers/job-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const cluster = 'hpc' as SlurmName;
const argv = ['scancel', '--user=alice', '4711'];

function sending(): ScreenedRack {
	const rack = new ScreenedRack(['a']);
	rack.send({type: 'jobs/sending', cluster, argv, atMs: 1});
	return rack;
}

it('a command that changes something is in the audit log before anybody knows what came of it', () => {
	expect(sending().effects).toEqual([
		{
			type: 'appendAudit',
			records: [{what: 'sendCommand', target: 'hpc', argv, result: 'sent'}],
		},
	]);
});

it('while it is under way q says so, and leaves where it is pressed again', () => {
	const rack = sending().press('q');
	expect(rack.effects).toEqual([]);
	const told = rack.screen.toast?.what;
	expect(told?.kind === 'notice' && noticeText(told.notice)).toBe(
		'scancel --user=alice 4711 is under way: q again leaves.',
	);
	expect(rack.press('j', 'q').effects).toEqual([]);
	expect(rack.press('q').effects).toEqual([{type: 'quit'}]);
});

it('when it is known what came of it q leaves at once', () => {
	const rack = sending();
	rack.send({
		...{type: 'jobs/changed', cluster, number: 1, change: {kind: 'cancel'}, atMs: 2},
		outcomes: [{job: aRef('4711'), argv, result: {kind: 'done'}}],
	});
	expect(rack.state.sending).toEqual([]);
	expect(rack.press('q').effects).toEqual([{type: 'quit'}]);
});
