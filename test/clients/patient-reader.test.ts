import {describe, expect, it} from 'vitest';
import {createPatientReader} from '../../source/clients/patient-reader.ts';
import type {ReadFile} from '../../source/domain/files.ts';
import {failed, succeeded} from '../../source/domain/result.ts';
import {systemClock} from '../../source/transport/clock.ts';

const limits = {lanes: 2, deadlineMs: 30, maxBytes: 100, keepLateMs: 60_000};

describe('a patient reader', () => {
	it('hands over what came in time, and asks a file that hangs no second time', async () => {
		const disk = createSlowDisk('hung');
		const reader = createPatientReader(disk.readFile, systemClock);
		const first = await reader.readAll(['hung', 'a', 'b', 'gone'], limits);
		expect([...first.texts.keys()]).toEqual(['a', 'b']);
		expect(first.failures.get('gone')?.kind).toBe('missing');
		const second = await reader.readAll(['hung', 'a', 'b'], limits);
		expect([...second.texts.keys()]).toEqual(['a', 'b']);
		expect(disk.asked.filter(path => path === 'hung')).toHaveLength(1);
	});

	it('waits for a hung file in the first round only', async () => {
		const disk = createSlowDisk('hung');
		const reader = createPatientReader(disk.readFile, systemClock);
		await reader.readAll(['hung', 'a'], limits);
		const before = systemClock.monotonicMs();
		await reader.readAll(['hung', 'a'], {...limits, deadlineMs: 15_000});
		expect(systemClock.monotonicMs() - before).toBeLessThan(10_000);
	});

	it('hands a late text over in the next round, then asks again', async () => {
		const disk = createSlowDisk('hung');
		const reader = createPatientReader(disk.readFile, systemClock);
		await reader.readAll(['hung'], limits);
		disk.release();
		await new Promise(resolve => systemClock.startTimer(5, () => resolve(undefined)));
		const next = await reader.readAll(['hung'], limits);
		expect(next.texts.get('hung')).toBe('text of hung');
		expect(disk.asked).toEqual(['hung', 'hung']);
	});

	it('never has more reads under way than lanes, hung ones included', async () => {
		const disk = createSlowDisk('hung1', 'hung2', 'hung3');
		const reader = createPatientReader(disk.readFile, systemClock);
		await reader.readAll(['hung1', 'hung2', 'hung3', 'a'], limits);
		await reader.readAll(['hung1', 'hung2', 'hung3', 'a'], limits);
		expect(disk.asked).toEqual(['hung1', 'hung2']);
	});
});

function createSlowDisk(...slow: readonly string[]) {
	const asked: string[] = [];
	const waiting: Array<() => void> = [];
	const hung = new Set(slow);
	const readFile: ReadFile = async path => {
		asked.push(path);
		if (hung.has(path)) {
			await new Promise<void>(resolve => waiting.push(resolve));
		}

		return path === 'gone' ? failed({kind: 'missing', where: path}) : succeeded(`text of ${path}`);
	};
	return {
		asked,
		readFile,
		release() {
			hung.clear();
			for (const resolve of waiting) {
				resolve();
			}
		},
	};
}
