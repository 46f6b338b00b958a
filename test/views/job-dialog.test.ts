import {describe, expect, it} from 'vitest';
import {dialogLines} from '../../source/components/dialog-lines.ts';
import {piecesWidth} from '../../source/components/place-pieces.ts';
import type {JobEvent} from '../../source/domain/event.ts';
import type {ScreenSize} from '../../source/domain/screen.ts';
import {jobDialogContent} from '../../source/views/job-dialog.ts';
import {colourless, frameOf, textOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};
const submittedAtMs = new Date(2026, 10, 21, 13, 22, 41).getTime();

/** The lines of the dialog, without what is around it. */
function boxOf(rack: QueueRack, size: ScreenSize): readonly string[] {
	return frameOf(rack.state, size)
		.flatMap(line => /[┌│└].*[┐│┘]/.exec(line)?.[0] ?? [])
		.filter(line => [...line].length === 72);
}

const done = Array.from({length: 41}, (_, index) =>
	aJob(`4720_${index + 1}`, {name: 'tokenize-shards', state: 'COMPLETED', submittedAtMs}),
);
const shards = [
	...done,
	...[42, 43].map(task =>
		aJob(`4720_${task}`, {name: 'tokenize-shards', state: 'RUNNING', submittedAtMs}),
	),
	aJob('4720_[44-64]', {name: 'tokenize-shards', submittedAtMs}),
];

it.each([small, large])(
	'the cancelling of an array is asked for as it is drawn in SCREENS 2, in %o',
	size => {
		const rack = new QueueRack().mine(...shards).press('C');
		expect(boxOf(rack, size)).toEqual([
			'┌─ Cancel 1 job? ──────────────────────────────────────────────────────┐',
			'│  4720_[1-64]  tokenize-shards  alice  submitted 13:22:41             │',
			'│  2 tasks run and stop at once; 21 wait and never start; 41 are done. │',
			'│                                                                      │',
			'│  This runs on login:                                                 │',
			'│  scancel --user=alice 4720                                           │',
			'│                                                                      │',
			'│  It is the job you pressed C on, even if the list has moved since.   │',
			'│                                                                      │',
			'│  [ Cancel ]    C  cancel the job                                     │',
			'└──────────────────────────────────────────────────────────────────────┘',
		]);
	},
);

describe('a dialog about jobs', () => {
	it('names the first of many, and counts the others', () => {
		const jobs = Array.from({length: 9}, (_, index) => aJob(String(index + 1)));
		const keys = Array.from({length: 9}, () => 'space');
		const text = boxOf(new QueueRack().mine(...jobs).press(...keys, 'H'), small).join('\n');
		expect(text).toContain('Hold 9 jobs?');
		expect(text).toContain('and 6 more');
		expect(text).toContain('scontrol hold 1,2,3,4,5,6,7,8,9');
		expect(text).toContain('9 jobs start only when they are released.');
		expect(text).toContain('[ Cancel ]    H  hold the jobs');
	});

	it('tells tasks and jobs apart where they are not as many', () => {
		const rack = new QueueRack().mine(aJob('4800'), ...shards).press('space', 'space', 'C');
		const text = boxOf(rack, small)
			.join(' ')
			.replaceAll(/[│\s]+/g, ' ');
		expect(text).toContain('Cancel 2 jobs?');
		expect(text).toContain(
			'They are 65 tasks: 2 run and stop at once; 22 wait and never start; 41 are done.',
		);
	});

	it('tells of all of an array, where its tasks that wait together are changed with it', () => {
		const text = boxOf(new QueueRack().mine(...shards).press('z', 'G', 'C'), small).join('\n');
		expect(text).toContain('scancel --user=alice 4720 ');
		expect(text).toContain('4720_[1-64]');
		expect(text).toContain('2 tasks run and stop at once; 21 wait and never start');
	});

	it('shows both ways of a requeue, each with its command', () => {
		const running = aJob('4711', {state: 'RUNNING'});
		const text = boxOf(new QueueRack().mine(running).press('R'), small).join('\n');
		expect(text).toContain('R  scontrol requeue 4711');
		expect(text).toContain('H  scontrol requeuehold 4711');
		expect(text).toContain('It stops, and begins anew when its turn comes.');
		expect(text).toContain('[ Cancel ]    R  requeue the job    H  requeue and hold');
	});

	it('asks for a time in the line of speech, and shows the command then', () => {
		const rack = new QueueRack().mine(aJob('4711')).press('T').type('+30m');
		const asked = 'time limit of 4711 (now 1 h), as 90, 1:30:00 or +30m: +30m';
		expect(frameOf(rack.state, small).at(-1)).toMatch(/ {5,}esc leaves$/);
		expect(frameOf(rack.state, small).at(-1)).toContain(asked);
		expect(frameOf(rack.state, large).at(-1)).toMatch(/\+30m {5,}enter asks {2}esc leaves$/);
		const text = boxOf(rack.press('enter'), small).join('\n');
		expect(text).toContain('scontrol update JobId=4711 TimeLimit=+30');
		expect(text).toContain('It may run for 30 m more than until now.');
	});

	it.each([
		['5', 362],
		['-55m', 362],
		['-55m', 300],
	])('says that a time limit of %s stops at once what has run for %i s', (text, elapsedSeconds) => {
		const job = aJob('4711', {state: 'RUNNING', reason: undefined, elapsedSeconds});
		const rack = new QueueRack().mine(job).press('T').type(text).press('enter');
		expect(boxOf(rack, small).join('\n')).toMatch(
			/It has run for [56] m(?: 2 s)? already: it is stopped at once\./,
		);
	});

	it('says that by what it has run when the key is pressed, not by what was told then', () => {
		const job = aJob('4711', {state: 'RUNNING', reason: undefined, elapsedSeconds: 290});
		const rack = new QueueRack().mine(job);
		rack.state = {...rack.state, clock: {...rack.state.clock, atMs: 12_000}};
		const text = boxOf(rack.press('T').type('5').press('enter'), small).join('\n');
		expect(text).toContain('It has run for 5 m 2 s already: it is stopped at once.');
	});

	it.each([
		['7', 'RUNNING', 362],
		['+5m', 'RUNNING', 7200],
		['-30m', 'RUNNING', 1799],
		['5', 'PENDING', 0],
		['5', 'COMPLETING', undefined],
	])(
		'says nothing of the kind of a limit of %s for what is %s for %s s',
		(text, state, seconds) => {
			const job = aJob('4711', {state, timeLimitSeconds: 7200, elapsedSeconds: seconds});
			const rack = new QueueRack().mine(job).press('T').type(text).press('enter');
			expect(boxOf(rack, small).join('\n')).not.toContain('stopped at once');
		},
	);

	it('counts of several those that a new time limit stops at once', () => {
		const running = (id: string, elapsedSeconds: number) =>
			aJob(id, {state: 'RUNNING', reason: undefined, elapsedSeconds});
		const jobs = [running('1', 7200), running('2', 600), running('3', 60), aJob('4')];
		const rack = new QueueRack().mine(...jobs).press('space', 'space', 'space', 'space', 'T');
		const text = boxOf(rack.type('5').press('enter'), small)
			.join(' ')
			.replaceAll(/[│\s]+/g, ' ');
		expect(text).toContain(
			'2 of the 3 that run have run for as much already, up to 2 h: they are stopped at once.',
		);
	});

	it('asks for one time of several, with no limit of now where theirs differ', () => {
		const jobs = [aJob('4800', {timeLimitSeconds: 60}), aJob('4711')];
		const rack = new QueueRack().mine(...jobs).press('space', 'space', 'T');
		expect(frameOf(rack.state, small).at(-1)).toContain('time limit of 2 jobs, as 90, 1:30:00');
		const ended = aJob('47110000_1', {timeLimitSeconds: 'unlimited'});
		const long = new QueueRack().mine(ended).press('z', 'j', 'T');
		expect(frameOf(long.state, small).at(-1)).toMatch(
			/^ time limit of 47110000_1 \(now none\): +enter asks {2}esc leaves$/,
		);
	});

	it('shows no name for more than its text', () => {
		for (const {text: name} of hostileCorpus) {
			const {screen} = new QueueRack().mine(aJob('4711', {name})).press('C');
			const dialog = screen.dialog?.kind === 'changeJobs' ? screen.dialog : undefined;
			const content = dialog && jobDialogContent(dialog, {screen, rows: 10, profile: colourless});
			const lines = content && dialogLines(content, 21, colourless);
			expect(lines?.map(({pieces}) => piecesWidth(pieces))).toEqual(Array(11).fill(72));
			expect(lines?.map(textOf).at(-2)).toContain('C  cancel the job');
		}
	});
});

describe('a script on its way to the cluster', () => {
	function tell(rack: QueueRack, event: object): QueueRack {
		return rack.send({...event, cluster: hpc, atMs: 0} as JobEvent);
	}

	function choosing(): QueueRack {
		return tell(new QueueRack().press('S'), {
			...{type: 'jobs/scriptsListed', folder: ''},
			scripts: {
				ok: true,
				value: [
					{path: 'llm/train.sbatch', sizeBytes: 100, changedAtMs: submittedAtMs},
					{path: 'eval.sh', sizeBytes: 100, changedAtMs: submittedAtMs},
				],
			},
		});
	}

	function formed(): QueueRack {
		return tell(choosing().press('enter'), {
			...{type: 'jobs/scriptFileRead', path: 'llm/train.sbatch'},
			text: {
				ok: true,
				value: {text: '', options: [{name: 'time', value: '1:00:00', line: 2}]},
			},
		});
	}

	function told(rack: QueueRack, event: object): QueueRack {
		const {dialog} = rack.screen;
		return tell(rack, {...event, token: dialog?.kind === 'submit' ? dialog.token : ''});
	}

	it('is chosen from a list, which what is typed filters', () => {
		expect(boxOf(choosing(), small)).toEqual([
			'┌─ Submit which script? ───────────────────────────────────────────────┐',
			'│  › llm/train.sbatch                                          21 Nov  │',
			'│    eval.sh                                                   21 Nov  │',
			'│                                                                      │',
			'│  enter takes it  letters filter, or are a path  esc leaves           │',
			'└──────────────────────────────────────────────────────────────────────┘',
		]);
		const rack = choosing().type('eval');
		expect(boxOf(rack, small)).toHaveLength(5);
		expect(frameOf(rack.state, small).at(-1)).toContain('script: eval');
	});

	it('is a form, with what the cluster says of it and what S runs', () => {
		const value = {
			kind: 'fits',
			startsAtMs: submittedAtMs,
			words: 'Job 53 to start at 1 using 1 processors on nodes node001 in partition batch',
		};
		const rack = told(formed(), {
			type: 'jobs/submissionTested',
			tested: {ok: true, value},
		});
		const text = boxOf(rack, small).join('\n');
		expect(text).toContain('┌─ Submit llm/train.sbatch ─');
		expect(text).toContain(
			'│  › time            1:00:00                                   line 2  │',
		);
		expect(text).toContain('It fits. Slurm estimates its start about 13:22:41 on 21 Nov');
		expect(text.replaceAll(/[\s│]+/g, ' ')).toContain('using 1 processor on nodes node001');
		expect(text).toContain('This runs on login in llm:');
		expect(text).toContain('enter changes  r tests again  S submits it  esc leaves');
		expect(frameOf(rack.state, small).at(-1)).toBe(
			' ↑↓ select  enter changes  r tests again  S submits  esc leaves',
		);
		expect(frameOf(formed().state, small).at(-1)).toBe(' ↑↓ select  enter changes  esc leaves');
		expect(boxOf(rack, small).length).toBeLessThanOrEqual(21);
	});

	it("tells the cluster's refusal in its own words, and what to do", () => {
		const words = 'This does not look like a batch script.  The first line must start with #!';
		const rack = told(formed(), {
			type: 'jobs/submissionTested',
			tested: {ok: true, value: {kind: 'refused', words}},
		});
		const text = boxOf(rack, large).join('\n');
		expect(text).toContain('Refused: This does not look like a batch script.');
		expect(text).toContain('Put a line such as #!/bin/bash over all others of the script.');
	});

	it('says what is wrong with a path', () => {
		const rack = tell(choosing().press('enter'), {
			...{type: 'jobs/scriptFileRead', path: 'llm/train.sbatch'},
			text: {ok: false, failure: {kind: 'missing', where: 'llm/train.sbatch'}},
		});
		expect(boxOf(rack, small)).toEqual([
			'┌─ Submit llm/train.sbatch ────────────────────────────────────────────┐',
			'│  llm/train.sbatch: not found. Check the name.                        │',
			'│  It is looked for on login.                                          │',
			'│                                                                      │',
			'│  [ Close ]    r  read it again                                       │',
			'└──────────────────────────────────────────────────────────────────────┘',
		]);
		expect(frameOf(rack.state, small).at(-1)).toBe(' r reads again  esc leaves');
		rack.press('r');
		expect(rack.asked).toMatchObject([{type: 'readScriptFile', path: 'llm/train.sbatch'}]);
		expect(boxOf(rack, small)[1]).toContain('reading the script');
		expect(frameOf(rack.state, small).at(-1)).toBe(' esc leaves');
		expect(rack.press('enter').screen.dialog).toBeUndefined();
	});

	it('says that nobody knows, and that S looks for it first', () => {
		const rack = told(formed(), {
			type: 'jobs/submissionTested',
			tested: {ok: true, value: {kind: 'fits', startsAtMs: undefined, words: ''}},
		}).press('S');
		const failure = {kind: 'timedOut', where: 'hpc', afterMs: 1000};
		const unknown = told(rack, {
			...{type: 'jobs/submissionEnded', script: 'llm/train.sbatch', argv: ['sbatch']},
			outcome: {kind: 'unknown', token: 'x', failure},
		});
		const text = boxOf(unknown, small).join('\n');
		expect(text).toContain('S looks for it by its');
		expect(text).toContain('[ Cancel ]    S  look for it, submit it if it is not there');
		expect(frameOf(unknown.press('j').state, small).at(-1)).toBe(' S submits  esc leaves');
		expect(unknown.press('enter').screen.dialog).toBeUndefined();
	});
});
