import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {hostFolder} from '../../scripts/lab/host-context.ts';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {wholeModels} from '../helpers/copy-rack.ts';
import {programPath} from '../helpers/program.ts';
import {addModel} from '../ollama/add-model.ts';
import {slowOnceLoggedIn} from '../helpers/slowed-login.ts';

const weightBytes = 20_000_000;

/** Nothing has a registry: what comes to a host comes from another. */
describe.skipIf(!isIsolated)('clusterdeck models copy on three hosts over ssh', () => {
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-copy-'));
	let rack: Lab;
	const storeOf = (host: string) => join(hostFolder(rack.folder, host), 'ollama');
	const argvOf = (...words: readonly string[]) =>
		[process.execPath, programPath, 'models', ...words] as const;
	const models = (...words: readonly string[]) =>
		rack.exec(argvOf(...words), {env: {XDG_STATE_HOME: state}, input: '', timeoutMs: 120_000});
	const listening = async (host: string): Promise<string> =>
		(await rack.inHost(host, ['ss', '-Hltn'])).stdout.replaceAll(/\s+/g, ' ');
	const expectWhole = (host: string): void => {
		expect(wholeModels(storeOf(host))).toEqual(wholeModels(storeOf('h1')));
	};

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond: undefined, models: ['tiny']} as const;
		rack = await openLab({hosts: 3, ollama});
		const weights = join(state, 'weights');
		writeFileSync(weights, randomBytes(weightBytes));
		addModel(storeOf('h1'), {name: 'big', ggufPath: weights});
	});

	afterEach(async () => {
		await Promise.all(['h1', 'h2', 'h3'].map(host => rack.heal(host)));
		await models('rm', 'big', '--node', 'h2', '--node', 'h3', '--yes');
	});

	afterAll(async () => {
		rmSync(state, {recursive: true, force: true});
		await rack.close();
	});

	test('one has the model, two get it, and nothing listens any more', async () => {
		const before = await Promise.all([listening('h2'), listening('h3')]);
		const startMs = performance.now();
		const {status, stdout, stderr} = await models('copy', 'big', '--all');
		const tookMs = performance.now() - startMs;
		process.stdout.write(`20 MB to two hosts: ${(tookMs / 1000).toFixed(1)} s\n`);

		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expect(stdout).toMatch(/^h2: big:latest copied from h1, .* fetched$/m);
		expect(stdout).toMatch(/^h3: big:latest copied from h\d, .* fetched$/m);
		expectWhole('h2');
		expectWhole('h3');
		expect(await Promise.all([listening('h2'), listening('h3')])).toEqual(before);
		expect((await models('copy', 'big', '--all')).stdout).toMatch(/^h2: big:latest was there/m);
	});

	test('killed in its middle it leaves no half model and no port, and goes on the next time', async () => {
		// So far away that the copy takes some seconds, however late its port is seen.
		const untilSlow = await slowOnceLoggedIn(rack, 'h2');
		const before = await listening('h2');
		const killed = rack.spawn(argvOf('copy', 'big', '--node', 'h2'), {
			env: {...process.env, ...rack.environment, XDG_STATE_HOME: state},
			stdio: 'ignore',
		});
		await untilSlow();
		for (let tries = 0; tries < 400 && (await listening('h2')) === before; tries += 1) {
			await sleep(50);
		}

		killed.kill('SIGKILL');
		await once(killed, 'exit');
		expect(Object.keys(wholeModels(storeOf('h2')))).not.toContain('big:latest');
		for (let tries = 0; tries < 200 && (await listening('h2')) !== before; tries += 1) {
			await sleep(50);
		}

		expect(await listening('h2')).toBe(before);
		await rack.heal('h2');
		const {status, stderr} = await models('copy', 'big', '--node', 'h2');
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expectWhole('h2');
	});

	test("to a host that is reached by the system's ssh it is the same", async () => {
		await rack.fault('h2', 'cert');
		const {status, stderr} = await models('copy', 'big', '--node', 'h2');
		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expectWhole('h2');
	});
});
