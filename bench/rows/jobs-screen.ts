import {setTimeout as pause} from 'node:timers/promises';
import {consumptionOf, type PtyProgram, startOnPty} from '../pty-program.ts';
import {quantile, type Row} from '../row.ts';

const program = [process.execPath, '--max-semi-space-size=4', 'dist/clusterdeck.js'];
const jobCounts = {many: 100_000, few: 60} as const;
const settleMs = 6000;
const keys = 110;
const budgetMs = {scroll: 33, filter: 50} as const;
const residentBudget = 400;

const pageDown = '\u001b[6~';
const pageUp = '\u001b[5~';
const backspace = '\u007f';
/** A frame is written between two of these (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). */
const frameEnd = '\u001b[?2026l';
/** A page of rows; the tick of a second writes less: a clock, ages and times. A letter may change its own line alone. */
const leastFrames = {scroll: 1500, filter: 1} as const;

/** The queue of 100,000 jobs on a pseudo-terminal, beside the same program with 60. The demo makes its queue in the same process. */
export async function jobsScreenRows(): Promise<readonly Row[]> {
	const many = await startQueue(jobCounts.many);
	const few = await startQueue(jobCounts.few);
	const both = {many, few};
	const scroll = await keysOf(both, leastFrames.scroll, key => (key % 8 < 4 ? pageDown : pageUp));
	const used = await consumptionOf([many, few], 10_000);
	many.type('/');
	few.type('/');
	await pause(1000);
	const line = [...'train', ...[...'train'].map(() => backspace)];
	const filter = await keysOf(both, leastFrames.filter, key => line[key % line.length] ?? '');
	await Promise.all([many.end(), few.end()]);
	const [used100k, used60] = used;
	return [
		...rowsOf('key to frame, scrolling', scroll, budgetMs.scroll),
		...rowsOf('key to frame, a letter of a filter', filter, budgetMs.filter),
		{
			...{what: '100,000 jobs, RSS with those of the demo', unit: 'MB'},
			...{value: used100k?.residentMegabytes ?? Number.NaN, budget: residentBudget},
			...{floor: 'the same with 60 jobs', floorValue: used60?.residentMegabytes ?? Number.NaN},
		},
	];
}

/** In the tab of jobs, with those of everybody. A key that is typed before the first frame is there is lost. */
async function startQueue(jobCount: number): Promise<PtyProgram> {
	const demo = ['--demo', '--nodes', '4', '--seed', '1', '--jobs', String(jobCount)];
	const running = startOnPty([...program, ...demo]);
	await running.msUntil(written => written.includes('help'));
	await pause(settleMs);
	running.type('2');
	await pause(settleMs);
	running.type('a');
	await pause(2 * settleMs);
	return running;
}

type Both<One> = {readonly many: One; readonly few: One};
type Measured = Both<readonly number[]>;

async function keysOf(
	{many, few}: Both<PtyProgram>,
	leastFrame: number,
	keyAt: (key: number) => string,
): Promise<Measured> {
	const measured: Both<number[]> = {many: [], few: []};
	for (let key = 0; key < keys; key += 1) {
		measured.many.push(await msToFrame(many, keyAt(key), leastFrame));
		measured.few.push(await msToFrame(few, keyAt(key), leastFrame));
	}

	return measured;
}

/** At no fixed beat. */
async function msToFrame(running: PtyProgram, key: string, leastFrame: number): Promise<number> {
	await pause(60 + (running.output().length % 50));
	const drawn = running.msUntil(
		written => written.length >= leastFrame && written.includes(frameEnd),
	);
	running.type(key);
	return drawn;
}

function rowsOf(what: string, {many, few}: Measured, budget: number): readonly Row[] {
	return [0.5, 0.99].map(share => ({
		...{what: `${what} 100,000 jobs, p${share * 100}`, unit: 'ms' as const, budget},
		...{
			value: quantile(many, share),
			floor: 'the same with 60 jobs',
			floorValue: quantile(few, share),
		},
	}));
}
