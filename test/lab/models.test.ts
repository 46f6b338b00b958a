import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {Argv} from '../../scripts/lab/command.ts';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {operatorAddresses} from '../../scripts/lab/network.ts';
import type {DeedObject} from '../../source/parsers/deed-schema.ts';
import {programPath} from '../helpers/program.ts';
import {addModel} from '../ollama/add-model.ts';
import {sentPath} from '../ollama/registry.ts';

const weightBytes = 20 * 2 ** 20;
/** Four seconds for the whole model. */
const bytesPerSecond = 5 * 2 ** 20;
const hosts = ['h1', 'h2', 'h3'] as const;
const registryPort = 5000;
const registryUrl = `http://${operatorAddresses.address}:${registryPort}`;

/** The registry is where the operator is: the hosts reach it over the lab's switch, and nothing else. */
describe.skipIf(!isIsolated)('clusterdeck models on three hosts over ssh', () => {
	const state = mkdtempSync(join(tmpdir(), 'clusterdeck-models-'));
	const store = mkdtempSync(join(tmpdir(), 'clusterdeck-registry-'));
	let rack: Lab;
	const argvOf = (words: readonly string[]): Argv => [
		process.execPath,
		programPath,
		'models',
		...words,
	];
	const models = (...words: readonly string[]) =>
		rack.exec(argvOf(words), {env: {XDG_STATE_HOME: state}, input: '', timeoutMs: 120_000});
	const sentBytes = async (): Promise<number> =>
		Number((await rack.exec(['curl', '-s', `${registryUrl}${sentPath}`])).stdout);
	const digestsOfBig = () =>
		Promise.all(
			hosts.map(async host => {
				const {stdout} = await rack.inHost(host, ['curl', '-s', 'http://127.0.0.1:11434/api/tags']);
				const {models: all} = JSON.parse(stdout) as {
					models: ReadonlyArray<{readonly name: string; readonly digest: string}>;
				};
				return all.filter(({name}) => name.startsWith('big')).map(({digest}) => digest);
			}),
		);
	const expectBigOnAll = async (): Promise<void> => {
		const digests = await digestsOfBig();
		expect(digests.map(({length}) => length)).toEqual([1, 1, 1]);
		expect(new Set(digests.flat()).size).toBe(1);
	};

	beforeAll(async () => {
		const weights = join(store, 'weights');
		writeFileSync(weights, randomBytes(weightBytes));
		addModel(store, {name: 'big', ggufPath: weights});
		const ollama = {engine: 'scripted', tokensPerSecond: undefined, models: ['tiny']} as const;
		rack = await openLab({hosts: hosts.length, ollama: {...ollama, registryUrl}});
		const registry = rack.spawn([
			process.execPath,
			...[resolve('test/ollama/registry-main.ts'), '--folder', store],
			...['--address', operatorAddresses.address, '--port', `${registryPort}`],
			...['--rate', `${bytesPerSecond}`],
		]);
		if (registry.stdout !== null) {
			await once(registry.stdout, 'data');
		}
	});

	afterEach(async () => {
		await Promise.all(hosts.map(host => rack.heal(host)));
		await models('rm', 'big', '--all', '--yes', '--last-copy');
	});

	afterAll(async () => {
		await rack.close();
		rmSync(state, {recursive: true, force: true});
		rmSync(store, {recursive: true, force: true});
	});

	test('a pull to all of them comes from the registry once, and ends with three equal digests', async () => {
		const before = await sentBytes();
		const {status, stderr} = await models('pull', 'big', '--all');
		const fetched = (await sentBytes()) - before;
		process.stdout.write(
			`pull to three hosts: ${(fetched / weightBytes).toFixed(3)} x the model\n`,
		);

		expect({status, stderr}).toEqual({status: 0, stderr: ''});
		expect(fetched / weightBytes).toBeGreaterThan(0.99);
		expect(fetched / weightBytes).toBeLessThan(1.05);
		await expectBigOnAll();
	});

	test('one that was killed in its middle goes on when it is run again: hardly a byte comes twice', async () => {
		const before = await sentBytes();
		const killed = rack.spawn(argvOf(['pull', 'big', '--all']), {
			env: {...process.env, ...rack.environment, XDG_STATE_HOME: state},
			stdio: 'ignore',
		});
		while ((await sentBytes()) - before < weightBytes / 2) {
			await sleep(100);
		}

		killed.kill('SIGKILL');
		await once(killed, 'exit');
		expect((await digestsOfBig()).flat()).toEqual([]);
		const {status} = await models('pull', 'big', '--all');
		const fetched = (await sentBytes()) - before;
		process.stdout.write(
			`killed and run again: ${(fetched / weightBytes).toFixed(3)} x the model\n`,
		);

		expect(status).toBe(0);
		expect(fetched / weightBytes).toBeLessThan(1.05);
		await expectBigOnAll();
	});

	test('a host that is lost in its middle fails by its name, and the others end', async () => {
		const before = await sentBytes();
		const args = argvOf(['pull', 'big', '--all', '--json']);
		const running = rack.exec(args, {
			env: {XDG_STATE_HOME: state},
			input: '',
			timeoutMs: 120_000,
		});
		while ((await sentBytes()) - before < weightBytes / 4) {
			await sleep(100);
		}

		await rack.fault('h3', 'link-down');
		const {status, stdout, stderr} = await running;
		const ends = stdout
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as DeedObject)
			.filter(object => ['done', 'failed'].includes(object.state));

		expect(status).toBe(1);
		expect(stderr).toContain('h3: big not ');
		expect(ends.filter(end => end.state === 'done').map(({node}) => node)).toEqual(['h1', 'h2']);
		await rack.heal('h3');
		expect((await models('pull', 'big', '--all')).status).toBe(0);
		await expectBigOnAll();
	});
});
