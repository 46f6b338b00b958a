/** A day at the queue of the demo's cluster. */
import {describe, expect, it} from 'vitest';
import {Journey, type JourneyOptions} from '../helpers/journey.tsx';

async function atTheQueue(options: JourneyOptions): Promise<Journey> {
	const journey = await Journey.begin(options);
	await journey.press('2');
	return journey.wait(12);
}

/** Down the table, until this is on the screen. */
async function seek(journey: Journey, text: string): Promise<void> {
	for (let row = 0; row < 60 && !journey.lines.some(line => line.includes(text)); row += 1) {
		await journey.press('j');
	}
}

describe.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('on $columns x $rows', size => {
	const isWide = size.columns >= 120;

	it('who opens the queue sees own jobs, what each does or waits for, and how the day went', async () => {
		const journey = await atTheQueue({size});
		journey.sees('mine  6 run  57 wait', ...(isWide ? ['mine first'] : []));
		expect(journey.row('4711')).toMatch(/running .* gpu-01/);
		await seek(journey, '4722');
		expect(journey.row('4722')).toContain('after 4711 ends well');
		await seek(journey, '4737');
		expect(journey.row('4735')).toContain('begins 21:02');
		expect(journey.row('4736')).toContain('held by you');
		expect(journey.row('4737')).toContain('never: over the 2 d limit');
		await journey.press('G');
		expect(journey.row('4705')).toMatch(/failed .* exit 1/);
		expect(journey.row('4706')).toContain('out of memory');
	});

	it('an array is one row until somebody unfolds it, and the cursor stays on it', async () => {
		const journey = await atTheQueue({size});
		await journey.press('j');
		expect(journey.row('4720_[0-63]')).toContain('9 of 64 done');
		await journey.press('z');
		await journey.wait(3);
		expect(journey.lines.find(line => line.includes('›'))).toContain('4720_[0-63]');
		await seek(journey, '├─4720_7 ');
		expect(journey.lines.find(line => line.includes('├─4720_7 '))).toMatch(/failed .* exit 1/);
		await journey.press('z');
		journey.seesNot('├─4720_7 ');
	});

	it('a job that runs shows what it uses of what it asked for, and the node that it runs on', async () => {
		const journey = await atTheQueue({size});
		await journey.wait(6);
		journey.sees('running since', '4722 waits for it', 'ask for --mem=', '● gpu-01');
	});

	it('who asks why a job waits is told what is in its way, and what would help', async () => {
		const journey = await atTheQueue({size});
		await journey.type('/eval');
		await journey.press('enter', 'w');
		await journey.wait(5);
		journey.sees('Waits for resources');
		await journey.press('enter');
		journey.sees('4711 train-llama-8b (yours)', 'start        about 15:48');
		journey.sees('sbatch --gpus=1');
	});

	it('a job that is cancelled is the one that was meant, and is told as cancelled', async () => {
		const journey = await atTheQueue({size});
		await journey.type('/eval');
		await journey.press('enter', 'C');
		await journey.wait(2);
		journey.sees('Cancel 1 job?', 'scancel --user=alice 4731');
		await journey.press('enter');
		await journey.wait(15);
		expect(journey.row('4731')).toContain('waiting');
		await journey.press('C');
		await journey.wait(2);
		await journey.press('C');
		await journey.wait(15);
		expect(journey.row('4731')).toContain('cancelled');
	});

	it('with --read-only nothing is cancelled', async () => {
		const journey = await atTheQueue({size, isReadOnly: true});
		await journey.press('C');
		expect(journey.dialog).toBeUndefined();
		expect(journey.lineOfSpeech).toContain('read-only');
	});

	it('the log of a job is read while it writes', async () => {
		const journey = await atTheQueue({size});
		await journey.press('l');
		await journey.wait(5);
		journey.sees('4711  train-llama-8b', 'tok/s');
		const last = (): string | undefined => journey.lines.findLast(line => line.includes('tok/s'));
		const before = last();
		await journey.wait(20);
		expect(last()).not.toBe(before);
		await journey.press('esc');
		expect(journey.row('4711')).toContain('running');
	});

	it('when the job of the two cards ends, the next begins, and the queue says so', async () => {
		const journey = await atTheQueue({size});
		await journey.wait(660);
		expect(journey.row('4722')).toMatch(/running .* gpu-01/);
		await seek(journey, '4711');
		expect(journey.row('4711')).toContain('done');
	});

	it('everybody’s jobs come behind own ones, and none is asked for while nobody looks', async () => {
		const journey = await atTheQueue({size});
		await journey.press('a');
		await journey.wait(5);
		journey.sees('all ');
		await journey.press('G');
		expect(journey.lines.join('\n')).toMatch(/› .*50\d\d/);
	});
});
