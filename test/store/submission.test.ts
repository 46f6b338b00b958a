import {describe, expect, it} from 'vitest';
import type {JobEvent} from '../../source/domain/event.ts';
import type {SbatchOption, SubmissionOutcome} from '../../source/domain/submission.ts';
import {mineListed} from '../helpers/clustered-rack.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const scripts = [
	{path: 'llm/train.sbatch', sizeBytes: 100, changedAtMs: 2000},
	{path: 'eval.sh', sizeBytes: 100, changedAtMs: 1000},
];
const header: readonly SbatchOption[] = [
	{name: 'time', value: '1:00:00', line: 2},
	{name: 'comment', value: 'my own', line: 3},
	{name: 'hold', value: undefined, line: 4},
];
const failure = {kind: 'timedOut', where: 'hpc', afterMs: 1000} as const;

function tell(rack: QueueRack, event: object): QueueRack {
	return rack.send({...event, cluster: hpc, atMs: 0} as JobEvent);
}

function choosing(): QueueRack {
	const rack = new QueueRack().press('S');
	expect(rack.asked).toEqual([{type: 'listScripts', cluster: hpc, folder: ''}]);
	return tell(rack, {type: 'jobs/scriptsListed', folder: '', scripts: {ok: true, value: scripts}});
}

/** In the form of the first script, before it is tested. */
function reading(): QueueRack {
	return tell(choosing().press('enter'), {
		...{type: 'jobs/scriptFileRead', path: 'llm/train.sbatch'},
		text: {ok: true, value: {text: '', options: header}},
	});
}

function tokenOf({screen: {dialog}}: QueueRack): string {
	return dialog?.kind === 'submit' ? dialog.token : '';
}

function tested(rack = reading()): QueueRack {
	const value = {kind: 'fits', startsAtMs: 5000, words: ''};
	return tell(rack, {
		...{type: 'jobs/submissionTested', token: tokenOf(rack)},
		tested: {ok: true, value},
	});
}

function ended(rack: QueueRack, outcome: SubmissionOutcome): QueueRack {
	const argv = ['sbatch', 'train.sbatch'];
	const script = 'llm/train.sbatch';
	const token = tokenOf(rack);
	return tell(rack, {type: 'jobs/submissionEnded', token, script, argv, outcome});
}

describe('the choice of a script', () => {
	it('takes the one under the cursor, which the arrows move', () => {
		expect(choosing().press('down', 'enter').asked).toEqual([
			{type: 'readScriptFile', cluster: hpc, path: 'eval.sh'},
		]);
	});

	it('is filtered by letters, also those that are keys elsewhere', () => {
		expect(choosing().type('tr').press('enter').asked).toMatchObject([{path: 'llm/train.sbatch'}]);
		expect(choosing().type('S').screen.dialog).toMatchObject({kind: 'chooseScript'});
	});

	it('takes what is typed as a path where no script is called so, or where it is whole', () => {
		expect(choosing().type('jobs/x.sh').press('enter').asked).toMatchObject([{path: 'jobs/x.sh'}]);
		expect(choosing().type('~/e').press('enter').asked).toMatchObject([{path: '~/e'}]);
	});

	it('is left by esc, with what was typed', () => {
		const {screen} = choosing().type('tr').press('esc');
		expect(screen.dialog).toBeUndefined();
		expect(screen.line).toBeUndefined();
	});
});

describe('the form of a script', () => {
	it('is tested as soon as it is read, with the comment that the script has', () => {
		expect(reading().asked).toMatchObject([
			{
				type: 'testSubmission',
				submission: {
					script: {kind: 'remote', path: 'llm/train.sbatch'},
					options: ['--comment=my own'],
				},
			},
		]);
	});

	it('has the options of the script, then those of use that it lacks', () => {
		const {dialog} = reading().screen;
		const names = dialog?.kind === 'submit' ? dialog.header?.map(({name}) => name) : [];
		expect(names?.slice(0, 5)).toEqual(['time', 'comment', 'hold', 'job-name', 'partition']);
	});

	it('says what is typed over an option to sbatch, and tests it', () => {
		const rack = tested().press('enter', 'ctrl-u').type('2:00:00').press('enter');
		expect(rack.asked).toMatchObject([
			{type: 'testSubmission', submission: {options: ['--time=2:00:00', '--comment=my own']}},
		]);
		const back = tested(rack).press('enter', 'ctrl-u').type('1:00:00').press('enter');
		expect(back.asked).toMatchObject([{submission: {options: ['--comment=my own']}}]);
	});

	it('leaves alone what is a word without a value', () => {
		expect(tested().press('j', 'j', 'enter').screen.line).toBeUndefined();
	});

	it('is submitted by S, once, and only when it was tested', () => {
		expect(reading().press('S').asked).toEqual([]);
		const rack = tested().press('S');
		expect(rack.asked).toMatchObject([{type: 'submitJob', submission: {token: tokenOf(rack)}}]);
		expect(rack.press('S').asked).toEqual([]);
		expect(rack.press('enter').screen.line).toBeUndefined();
	});

	it('has a token of letters and digits, another for each time that it is opened', () => {
		const first = tokenOf(tested());
		const rack = new QueueRack().send({type: 'clock/ticked', atMs: 9, wallMs: 1e12}).press('S');
		tell(rack, {type: 'jobs/scriptsListed', folder: '', scripts: {ok: true, value: scripts}});
		const second = tokenOf(rack.press('enter'));
		expect(first).toMatch(/^[a-z0-9]+$/);
		expect(second).not.toBe(first);
	});

	it('stays unread, and cannot be submitted, where the script cannot be read', () => {
		const rack = tell(choosing().press('enter'), {
			...{type: 'jobs/scriptFileRead', path: 'llm/train.sbatch'},
			text: {ok: false, failure: {kind: 'missing', where: 'llm/train.sbatch'}},
		});
		expect(rack.screen.dialog).toMatchObject({header: undefined, failure: {kind: 'missing'}});
		expect(rack.press('S').asked).toEqual([]);
		expect(rack.press('r', 'S').asked).toEqual([]);
		expect(rack.press('enter').screen.dialog).toBeUndefined();
	});

	it('closes when there is a job, and says so', () => {
		const rack = ended(tested().press('S'), {kind: 'submitted', id: '56', wasLookedUp: false});
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.screen.toast?.what).toMatchObject({notice: {kind: 'deeds'}});
		expect(rack.asked).toMatchObject([
			{type: 'appendAudit', records: [{what: 'submitJob', target: 'hpc 56', result: 'done'}]},
		]);
	});

	it('stays with what the cluster said where it was refused', () => {
		const words = 'Invalid partition name specified';
		const rack = ended(tested().press('S'), {kind: 'refused', words});
		expect(rack.screen.dialog).toMatchObject({state: 'tested', refusal: words});
	});

	it('looks for the token first where nobody knows what became of it', () => {
		const before = tested().press('S');
		const token = tokenOf(before);
		const rack = ended(before, {kind: 'unknown', token, failure});
		expect(rack.screen.dialog).toMatchObject({state: 'unknown'});
		expect(rack.press('S').asked).toMatchObject([{submission: {token, isRetried: true}}]);
	});

	it('means nothing of what is told about another', () => {
		const rack = reading();
		const before = rack.state.screen;
		tell(rack, {
			...{type: 'jobs/submissionTested', token: 'another'},
			tested: {ok: false, failure},
		});
		expect(rack.state.screen).toEqual(before);
	});
});

describe('the cursor', () => {
	const submitted = () =>
		ended(tested().press('S'), {kind: 'submitted', id: '56', wasLookedUp: false});
	const jobs = [aJob('12'), aJob('56')];

	it('goes to the new job when its cluster tells of it', () => {
		const rack = submitted();
		expect(rack.screen.dialog).toBeUndefined();
		expect(rack.send(mineListed(jobs.slice(0, 1))).screen.jobs.cursor?.id).not.toBe('56');
		expect(rack.send(mineListed(jobs, 20)).screen.jobs.cursor?.id).toBe('56');
		rack.press('g').send(mineListed([...jobs], 30));
		expect(rack.screen.jobs.cursor?.id).not.toBe('56');
	});

	it('stays where a hand has moved it since', () => {
		const rack = submitted().send(mineListed([aJob('12'), aJob('13')]));
		const {cursor} = rack.press('j').screen.jobs;
		expect(rack.send(mineListed([...jobs, aJob('13')], 20)).screen.jobs.cursor).toEqual(cursor);
	});
});
