import {setTimeout as pause} from 'node:timers/promises';
import {type PtyProgram, startOnPty} from '../pty-program.ts';
import {quantile, type Row} from '../row.ts';
import {buildHelloInk} from '../hello-ink.ts';

const program = [process.execPath, '--max-semi-space-size=4', 'dist/clusterdeck.js'];
const rack = ['--demo', '--nodes', '200', '--seed', '1', '--tab', 'models'];
const keys = 120;
/** Until the lists of all nodes were read. */
const settleMs = 12_000;
const budgetMs = 50;

/** A hundred models on two hundred nodes: from a key to the first byte that shows the cursor elsewhere. */
export async function modelsScreenRows(): Promise<readonly Row[]> {
	const hello = await buildHelloInk();
	const own = startOnPty([...program, ...rack]);
	const floor = startOnPty([process.execPath, hello.path]);
	const isDrawn = (written: string): boolean => written.includes('help');
	await Promise.all([own.msUntil(isDrawn), floor.msUntil(isDrawn)]);
	await pause(settleMs);
	const ownMs: number[] = [];
	const floorMs: number[] = [];
	for (let key = 0; key < keys; key += 1) {
		ownMs.push(await msToCursor(own, key, '›'));
		floorMs.push(await msToCursor(floor, key, '›'));
	}

	// In the cells of a row the brackets go from node to node.
	const sideways: number[] = [];
	for (let key = 0; key < keys / 2; key += 1) {
		sideways.push(await msSideways(own, key));
	}

	await Promise.all([own.end(), floor.end(), hello.remove()]);
	const rowOf = (what: string, value: number): Row => ({
		what: `${what}, 100 models x 200 nodes`,
		...{value, unit: 'ms', floor: 'hello-world Ink bundle, idle'},
		...{floorValue: quantile(floorMs, 0.99), budget: budgetMs},
	});
	return [
		rowOf('key to frame p99', quantile(ownMs, 0.99)),
		rowOf('key to frame p99, sideways', quantile(sideways, 0.99)),
	];
}

/** Down and up in turns of four, at no fixed beat. */
async function msToCursor(running: PtyProgram, key: number, sign: string): Promise<number> {
	await pause(40 + ((key * 37) % 90));
	const moved = running.msUntil(written => written.includes(sign));
	running.type(key % 8 < 4 ? 'j' : 'k');
	return moved;
}

async function msSideways(running: PtyProgram, key: number): Promise<number> {
	await pause(40 + ((key * 37) % 90));
	const moved = running.msUntil(written => written.includes('['));
	running.type(key % 40 < 20 ? '\u001b[C' : '\u001b[D');
	return moved;
}
