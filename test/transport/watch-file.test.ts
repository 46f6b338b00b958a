import {appendFileSync, writeFileSync} from 'node:fs';
import {mkdir, mkdtemp, rename, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {Clock} from '../../source/domain/clock.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {watchFile} from '../../source/transport/watch-file.ts';

let folder = '';
let path = '';
let changes = 0;
let controller = new AbortController();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'clusterdeck-watch-'));
	path = join(folder, 'config.yaml');
	changes = 0;
	controller = new AbortController();
	await writeFile(path, 'one');
});

afterEach(() => controller.abort());

async function start(watched: string, pollMs = 60_000): Promise<void> {
	const onChange = async () => {
		changes += 1;
	};
	const {signal} = controller;
	watchFile({path: watched, clock: systemClock, signal, onChange, settleMs: 50, pollMs});
	// The start itself is a report: the file may have changed since it was read.
	await seen(1);
	changes = 0;
}

const seen = (count: number) =>
	vi.waitUntil(() => changes >= count, {timeout: 60_000, interval: 10});

describe('a file that is watched', () => {
	it('is reported once for a burst of writes', async () => {
		await start(path);
		// In one go: a pause between them that a busy machine makes would be the end of the burst.
		for (const text of ['two', 'three', 'four']) {
			appendFileSync(path, text);
		}

		await seen(1);
		await delay(200);
		expect(changes).toBe(1);
	});

	it('is reported when an editor replaces it, again and again', async () => {
		await start(path);
		for (const count of [1, 2, 3]) {
			await writeFile(`${path}.new`, `${count}`);
			await rename(`${path}.new`, path);
			await seen(count);
		}
	});

	it('is reported when it goes and when it comes again', async () => {
		await start(path);
		await rm(path);
		await seen(1);
		await writeFile(path, 'again');
		await seen(2);
	});

	it('is reported when the file behind a link changes, and when the link leads elsewhere', async () => {
		await mkdir(join(folder, 'dotfiles'));
		const target = join(folder, 'dotfiles', 'rack.yaml');
		await writeFile(target, 'one');
		const link = join(folder, 'link.yaml');
		await symlink(target, link);
		await start(link);
		await writeFile(`${target}.new`, 'two');
		await rename(`${target}.new`, target);
		await seen(1);
		await symlink(path, `${link}.new`);
		await rename(`${link}.new`, link);
		await seen(2);
	});

	it('is found out by looking where the system tells nothing', async () => {
		const late = join(folder, 'made-later');
		await start(join(late, 'config.yaml'), 50);
		await mkdir(late);
		await writeFile(join(late, 'config.yaml'), 'one');
		await seen(1);
	});

	it('is not reported for what happens to its neighbours', async () => {
		await start(path);
		await writeFile(join(folder, 'other.yaml'), 'noise');
		await delay(300);
		expect(changes).toBe(0);
	});

	it('is left alone after the end, with no timer running', async () => {
		const timers = new Set<symbol>();
		const clock: Clock = {
			...systemClock,
			startTimer(delayMs, callback) {
				const timer = Symbol('timer');
				timers.add(timer);
				const cancel = systemClock.startTimer(delayMs, () => {
					timers.delete(timer);
					callback();
				});
				return () => {
					timers.delete(timer);
					cancel();
				};
			},
		};
		const onChange = async () => {
			changes += 1;
		};
		watchFile({path, clock, signal: controller.signal, onChange, settleMs: 50, pollMs: 60_000});
		await seen(1);
		writeFileSync(path, 'two');
		controller.abort();
		writeFileSync(path, 'three');
		await delay(200);
		expect({changes, timers: timers.size}).toEqual({changes: 1, timers: 0});
	});
});
