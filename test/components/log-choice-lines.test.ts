import {expect, it} from 'vitest';
import {logChoiceContent} from '../../source/components/log-choice-lines.ts';
import {piecesWidth} from '../../source/components/place-pieces.ts';
import type {SlurmName} from '../../source/domain/ids.ts';
import type {LogSource} from '../../source/domain/screen.ts';
import {taskOfLog} from '../../source/store/log-task.ts';
import {colourless, textOf} from '../helpers/frame.tsx';
import {aRef} from '../helpers/job-builders.ts';
import {aDetail} from '../helpers/open-job.ts';

const listed = {state: 'RUNNING', reason: undefined, elapsedSeconds: 60};

function task(id: string, state?: string): LogSource {
	const told = state === undefined ? undefined : aDetail({state, runSeconds: 500});
	const cluster = 'hpc' as SlurmName;
	return {kind: 'job', cluster, job: aRef(id), name: 'sweep', stream: 'stdout', told};
}

it('before the array was told of, a task is as the queue has it', () => {
	const source = {...task('13_1'), listed} as const;
	expect(source.kind === 'job' && taskOfLog(source)).toMatchObject({phase: 'runs', runSeconds: 60});
});

it('of the tasks of an array is told which run and which have ended, where it is known', () => {
	const sources = [task('13_3', 'RUNNING'), task('13_2', 'COMPLETED'), task('13_1')];
	const choice = {node: 'login', sources, tasks: sources.map(taskOfLog), cursor: 1};
	const {lines} = logChoiceContent(choice, 9, colourless);
	const [runs = [], done = [], unknown = []] = lines;
	const text = (pieces: typeof runs) => textOf({pieces});
	expect(text(runs)).toMatch(/^ {2}13_3 +running$/);
	expect(text(done)).toMatch(/^› 13_2 +done after 8 m 20 s$/);
	expect(text(unknown)).toBe('  13_1');
	expect(piecesWidth(runs)).toBe(piecesWidth(done));
});
