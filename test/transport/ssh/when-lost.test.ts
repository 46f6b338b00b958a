import {expect, it} from 'vitest';
import type {Failure} from '../../../source/domain/failure.ts';
import {systemClock} from '../../../source/transport/clock.ts';
import {answerOf} from '../../../source/transport/ssh/answer-of.ts';
import {shellChannel} from '../../../source/transport/ssh/ssh2-channels.ts';
import {logIn} from '../../../source/transport/ssh/ssh2-client.ts';
import {whenLost} from '../../../source/transport/ssh/when-lost.ts';
import {collectGarbage} from '../../helpers/collect-garbage.ts';
import {clientParts, expectValue} from '../../helpers/logged-in.ts';
import {startSshd} from '../../helpers/sshd.ts';
import {until} from '../../helpers/until.ts';

const failure: Failure = {kind: 'unreachable', where: 'pi-1', reason: 'gone'};

it('all who wait for the end of a connection hear of it once, but not who left', async () => {
	const {promise, resolve} = Promise.withResolvers<Failure>();
	const heard: string[] = [];
	whenLost(promise, () => heard.push('one'));
	const leave = whenLost(promise, () => heard.push('other'));
	whenLost(promise, ({kind}) => heard.push(kind));
	leave();
	resolve(failure);
	await promise;
	expect(heard).toEqual(['one', 'unreachable']);
	whenLost(promise, () => heard.push('late'));
	await promise;
	expect(heard).toEqual(['one', 'unreachable', 'late']);
});

it('an answer leaves nothing behind on a connection that stands', async () => {
	const {promise: lost} = Promise.withResolvers<Failure>();
	const ask = async (): Promise<WeakRef<object>> => {
		const discard = (): void => undefined;
		await answerOf<true>(answer => answer(undefined, true), {
			...{clock: systemClock, signal: new AbortController().signal, where: 'pi-1', lost, discard},
			...{limitMs: 1000, failureOf: () => failure},
		});
		return new WeakRef(discard);
	};
	const left = await ask();
	await until(() => collectGarbage() && left.deref() === undefined);
	expect(lost).toBeInstanceOf(Promise);
});

it('a channel that has ended leaves nothing behind on a connection that stands', async () => {
	const sshd = await startSshd();
	const {client, lost, close} = expectValue(await logIn(clientParts(sshd)));
	const run = (): Promise<WeakRef<object>> =>
		new Promise((resolve, reject) =>
			client.exec('true', (error, channel) => {
				if (error !== undefined) {
					reject(error);
					return;
				}

				const {output, ended} = shellChannel(channel, lost);
				output.resume();
				channel.once('close', () => void ended.then(() => resolve(new WeakRef(channel))));
			}),
		);
	const left = await run();
	await until(() => collectGarbage() && left.deref() === undefined);
	close();
	await lost;
});
