import {execFileSync} from 'node:child_process';
import {chmodSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {inspect} from 'node:util';
import {describe, expect, it} from 'vitest';
import type {AskSecret, SecretQuestion} from '../../../source/domain/ask-secret.ts';
import {Secret} from '../../../source/domain/secret.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {createKeyRing} from '../../../source/transport/ssh/key-ring.ts';
import {makeKey} from '../../helpers/sshd.ts';
import {temporaryDirectory} from '../../helpers/temporary-directory.ts';

const passphrase = 'canary-passphrase';
const signal = new AbortController().signal;
const waiting = {where: 'pi-1', signal};

describe('a key file', () => {
	it('that is not encrypted is open', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'));
		const look = await ring().keys.look(file);
		expect(look).toMatchObject({state: 'open', publicHalf: {type: 'ssh-ed25519'}});
	});

	it('that is encrypted is locked until its passphrase was told, and asks once', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		const {keys, asked} = ring(passphrase);
		expect(await keys.look(file)).toMatchObject({
			state: 'locked',
			publicHalf: {type: 'ssh-ed25519'},
		});
		expect(await keys.unlock(file, waiting)).toMatchObject({ok: true});
		expect(await keys.look(file)).toMatchObject({state: 'open'});
		expect(await keys.unlock(file, waiting)).toMatchObject({ok: true});
		expect(asked).toEqual([{kind: 'passphrase', where: 'pi-1', keyFile: file, isRepeated: false}]);
	});

	it.each(['rsa', 'ecdsa'])('of an old PEM kind (%s) is unlocked as well', async type => {
		const file = join(temporaryDirectory(), 'id');
		const options = ['-q', '-t', type, '-m', 'PEM', '-N', passphrase, '-f', file];
		execFileSync('ssh-keygen', options);
		const {keys, asked} = ring('wrong', passphrase);
		expect(await keys.unlock(file, waiting)).toMatchObject({ok: true});
		expect(asked).toHaveLength(2);
		rmSync(`${file}.pub`);
		expect(await ring().keys.look(file)).toEqual({state: 'locked', publicHalf: undefined});
	});

	it('of which only the public half is here is elsewhere', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'));
		rmSync(file);
		expect(await ring().keys.look(file)).toMatchObject({state: 'elsewhere'});
		expect(await ring().keys.look(`${file}.pub`)).toMatchObject({state: 'elsewhere'});
	});

	it('that goes while it is looked at is no mistake of ours', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'));
		const text = readFileSync(file);
		for (let round = 0; round < 300; round += 1) {
			writeFileSync(file, text, {mode: 0o600});
			const look = ring().keys.look(file);
			await pause((round % 30) / 10);
			rmSync(file);
			expect((await look).state).toMatch(/open|elsewhere/);
		}
	});

	it('that others may read is not used, until they may not', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'));
		const {keys} = ring();
		chmodSync(file, 0o640);
		expect(await keys.look(file)).toEqual({
			state: 'unusable',
			reason: `is not used, because others may read it: run chmod 600 ${file}`,
		});
		chmodSync(file, 0o600);
		expect(await keys.look(file)).toMatchObject({state: 'open'});
	});

	it('that is replaced is read again', async () => {
		const folder = temporaryDirectory();
		const file = makeKey(join(folder, 'id'));
		const {keys} = ring();
		const before = await keys.look(file);
		renameSync(makeKey(join(folder, 'other')), file);
		expect(await keys.look(file)).not.toEqual(before);
	});

	it('that is none is unusable', async () => {
		const file = join(temporaryDirectory(), 'id');
		expect(await ring().keys.look(file)).toMatchObject({state: 'unusable'});
		writeFileSync(file, 'not a key', {mode: 0o600});
		expect(await ring().keys.look(file)).toMatchObject({state: 'unusable'});
	});
});

describe('a passphrase', () => {
	it('that is wrong is asked for again, three times in all', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		const {keys, asked} = ring('a', 'b', 'c', passphrase);
		expect(await keys.unlock(file, waiting)).toEqual({
			ok: false,
			failure: {kind: 'needsPassphrase', where: 'pi-1', keyFile: file},
		});
		expect(asked.map(({isRepeated}) => isRepeated)).toEqual([false, true, true]);
	});

	it('that nobody tells is needed', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		expect(await ring().keys.unlock(file, waiting)).toMatchObject({
			failure: {kind: 'needsPassphrase'},
		});
	});

	it('is asked for once by all nodes that wait for it, each with its own name', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		const {keys, asked} = ring();
		const names = ['pi-1', 'pi-2', 'pi-3'];
		const outcomes = await Promise.all(names.map(where => keys.unlock(file, {where, signal})));
		expect(outcomes).toMatchObject(names.map(where => ({failure: {where}})));
		expect(asked).toHaveLength(1);
	});

	it('stays asked for while one node still waits, and no longer', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		const signals: AbortSignal[] = [];
		const askSecret: AskSecret = (_, asking) => {
			signals.push(asking);
			return new Promise(resolve => {
				asking.addEventListener('abort', () => resolve(undefined));
			});
		};
		const keys = createKeyRing({clock: systemClock, askSecret});
		const [first, second] = [new AbortController(), new AbortController()];
		const outcomes = [first, second].map(({signal: own}, index) =>
			keys.unlock(file, {where: `pi-${index}`, signal: own}),
		);
		await expect.poll(() => signals.length).toBe(1);
		first.abort();
		expect(await outcomes[0]).toMatchObject({failure: {kind: 'cancelled', where: 'pi-0'}});
		expect(signals[0]?.aborted).toBe(false);
		second.abort();
		expect(await outcomes[1]).toMatchObject({failure: {kind: 'cancelled', where: 'pi-1'}});
		expect(signals[0]?.aborted).toBe(true);
	});

	it('and the key behind it show in nothing that is printed', async () => {
		const file = makeKey(join(temporaryDirectory(), 'id'), passphrase);
		const plain = makeKey(join(temporaryDirectory(), 'id'));
		const {keys} = ring('wrong-canary-passphrase', passphrase);
		const values = [
			keys,
			await keys.unlock(file, waiting),
			await keys.look(file),
			await keys.look(plain),
		];
		const printed = values
			.map(value => inspect(value, {depth: 20, showHidden: true}) + JSON.stringify(value))
			.join('');
		expect(printed).not.toMatch(/canary|PRIVATE/);
		const body = readFileSync(plain, 'utf8').split('\n')[3] ?? '';
		expect(printed).not.toContain(body);
	});
});

/** A key ring whose person says these, one after the other, and then nothing. */
function ring(...answers: readonly string[]) {
	const asked: Extract<SecretQuestion, {kind: 'passphrase'}>[] = [];
	const askSecret: AskSecret = async question => {
		if (question.kind === 'passphrase') {
			asked.push(question);
		}

		const answer = answers[asked.length - 1];
		return answer === undefined ? undefined : new Secret(answer);
	};
	return {keys: createKeyRing({clock: systemClock, askSecret}), asked};
}
