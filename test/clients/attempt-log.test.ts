import {appendFileSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {keepAttempt, readAttempts} from '../../source/clients/attempt-log.ts';
import type {MeasuredAttempt} from '../../source/domain/ollama-metrics.ts';
import {expectValue} from '../helpers/logged-in.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

const measured: MeasuredAttempt = {
	...{node: 'gpu-1', model: 'llama3.2:3b', sizeBytes: 2e9, outcome: 'answered'},
	...{isNodesFault: false, isWarm: true, isCached: false, firstTokenMs: 400, endedWallMs: 1000},
	charge: undefined,
	usage: undefined,
};
const failed: MeasuredAttempt = {
	...measured,
	...{outcome: 'timedOut', isNodesFault: true, charge: {of: 'node', weight: 'counts'}},
};
/** Of a file, for a test: some twenty attempts. */
const fileBytes = 5000;

async function countsIn(folder: string) {
	const {metrics, damaged} = expectValue(await readAttempts(folder, fileBytes));
	const of = metrics['gpu-1']?.['llama3.2:3b'];
	return {requests: of?.requests ?? 0, timedOut: of?.failures.timedOut ?? 0, damaged};
}

it('programs that add and sum up at once lose nothing, and count nothing twice', async () => {
	const folder = temporaryDirectory();
	let added = 0;
	let lastSeen = 0;
	const add = async (): Promise<void> => {
		for (let each = 0; each < 60; each += 1) {
			expect(await keepAttempt(folder, each % 3 === 0 ? failed : measured)).toMatchObject({
				ok: true,
			});
			added += 1;
		}
	};
	const look = async (): Promise<void> => {
		while (added < 240) {
			const before = added;
			const {requests} = await countsIn(folder);
			expect(requests).toBeGreaterThanOrEqual(before);
			lastSeen = Math.max(lastSeen, requests);
		}
	};
	await Promise.all([add(), add(), add(), add(), look(), look(), look()]);
	expect(await countsIn(folder)).toEqual({requests: 240, timedOut: 80, damaged: 0});
	expect(lastSeen).toBeGreaterThan(60);
	expect(readdirSync(folder).length).toBeLessThanOrEqual(3);
	expect(readdirSync(folder)).not.toContain('attempts.jsonl');
});

it('a sum that is being written, or that a crash tore, is not gone by', async () => {
	const folder = temporaryDirectory();
	const line = `${JSON.stringify(failed)}\n`;
	writeFileSync(join(folder, 'attempts.jsonl'), line.repeat(30));
	await countsIn(folder);
	appendFileSync(join(folder, 'attempts-1.jsonl'), line.repeat(30));
	const head = JSON.stringify({countedBefore: {file: 1, records: 1}});
	writeFileSync(join(folder, 'attempts-2.jsonl'), `${head}\n`);
	for (let run = 0; run < 2; run += 1) {
		expect(await countsIn(folder)).toMatchObject({requests: 60, timedOut: 60});
	}

	await keepAttempt(folder, failed);
	expect(await countsIn(folder)).toMatchObject({requests: 61, timedOut: 61});
	appendFileSync(join(folder, 'attempts-2.jsonl'), line.repeat(30));
	for (let run = 0; run < 2; run += 1) {
		expect(await countsIn(folder)).toMatchObject({requests: 91, timedOut: 91});
	}

	expect(readdirSync(folder)).toEqual(['attempts-2.jsonl', 'attempts-3.jsonl']);
});

it('a sum with a damaged record stands, without that one', async () => {
	const folder = temporaryDirectory();
	const line = `${JSON.stringify(measured)}\n${JSON.stringify({...measured, node: 'pi-1'})}\n`;
	writeFileSync(join(folder, 'attempts.jsonl'), line.repeat(30));
	await countsIn(folder);
	appendFileSync(join(folder, 'attempts-1.jsonl'), line.repeat(30));
	await countsIn(folder);
	const path = join(folder, 'attempts-2.jsonl');
	writeFileSync(path, readFileSync(path, 'utf8').replace('"pi-1","model"', '"pi-1","mo\u0000el"'));
	expect(await countsIn(folder)).toEqual({requests: 60, timedOut: 0, damaged: 1});
});

it('what was asked of whom outlives the sum', async () => {
	const folder = temporaryDirectory();
	const other = {...measured, node: 'pi-1', endedWallMs: 7000};
	const line = `${JSON.stringify(other)}\n`;
	writeFileSync(join(folder, 'attempts.jsonl'), line.repeat(30));
	await countsIn(folder);
	appendFileSync(join(folder, 'attempts-1.jsonl'), `${JSON.stringify(failed)}\n`.repeat(30));
	await countsIn(folder);
	const {earlier} = expectValue(await readAttempts(folder));
	expect(earlier.counted).toMatchObject([{node: 'pi-1', endedWallMs: 7000}]);
	expect(earlier.attempts[0]).toMatchObject({node: 'gpu-1', charge: failed.charge});
});
