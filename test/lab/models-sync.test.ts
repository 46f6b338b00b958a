import {randomBytes} from 'node:crypto';
import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hostFolder} from '../../scripts/lab/host-context.ts';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {wholeModels} from '../helpers/copy-rack.ts';
import {programPath} from '../helpers/program.ts';
import {addModel} from '../ollama/add-model.ts';
import {slowOnceLoggedIn} from '../helpers/slowed-login.ts';

const weightBytes = 20_000_000;

describe.skipIf(!isIsolated)('clusterdeck models sync on three hosts over ssh', () => {
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-sync-'));
	let rack: Lab;
	const storeOf = (host: string) => join(hostFolder(rack.folder, host), 'ollama');
	const sync = (...flags: readonly string[]) =>
		rack.exec([process.execPath, programPath, 'models', 'sync', ...flags], {
			env: {XDG_STATE_HOME: state},
			input: '',
			timeoutMs: 120_000,
		});

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond: undefined, models: ['tiny']} as const;
		rack = await openLab({hosts: 3, ollama});
		const weights = join(state, 'weights');
		writeFileSync(weights, randomBytes(weightBytes));
		addModel(storeOf('h1'), {name: 'big', ggufPath: weights});
		const {CLUSTERDECK_CONFIG: config = ''} = rack.environment;
		appendFileSync(config, 'models:\n  - {name: big, replicas: 3}\n');
	});

	afterAll(async () => {
		rmSync(state, {recursive: true, force: true});
		await rack.close();
	});

	test('a host that is lost on the way is in the report, the others finish, and the next sync goes on', async () => {
		const untilSlow = await slowOnceLoggedIn(rack, 'h3');
		const syncing = sync('--yes');
		await untilSlow();
		const isFetching = async () =>
			(await rack.inHost('h3', ['sh', '-c', `ls ${storeOf('h3')}/blobs | grep -c partial`]))
				.status === 0;
		for (let tries = 0; tries < 2000 && !(await isFetching()); tries += 1) {
			await sleep(25);
		}

		await rack.fault('h3', 'link-down');
		const lost = await syncing;
		expect(lost.status).toBe(1);
		expect(lost.stdout).toMatch(/^h2: big copied from h1/m);
		expect(lost.stderr).toMatch(/^clusterdeck: h3: big not copied from h\d: /m);
		expect(wholeModels(storeOf('h2'))).toEqual(wholeModels(storeOf('h1')));
		expect(Object.keys(wholeModels(storeOf('h3')))).not.toContain('big:latest');

		await rack.heal('h3');
		expect(await sync('--yes')).toMatchObject({status: 0, stderr: ''});
		expect(wholeModels(storeOf('h3'))).toEqual(wholeModels(storeOf('h1')));
		expect(await sync('--yes')).toMatchObject({
			...{status: 0, stderr: '', stdout: 'All is as it should be: nothing to do.\n'},
		});
	});
});
