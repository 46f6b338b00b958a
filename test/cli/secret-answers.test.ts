import {inspect} from 'node:util';
import {describe, expect, it} from 'vitest';
import {createSecretAnswers} from '../../source/cli/secret-answers.ts';
import type {AskedAt, SecretQuestion} from '../../source/domain/ask-secret.ts';
import {Secret} from '../../source/domain/secret.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const where = 'pi-1 (10.0.0.1:22)';
const password: SecretQuestion = {kind: 'answer', where, prompt: 'Password: ', isHidden: true};
const code: SecretQuestion = {kind: 'answer', where, prompt: 'Code: ', isHidden: true};
const passphrase: SecretQuestion = {kind: 'passphrase', where, keyFile: '/k', isRepeated: false};

function someAnswers() {
	const clock = new FakeClock();
	const answers = createSecretAnswers(clock);
	const told: AskedAt[] = [];
	answers.listen(asked => told.push(asked));
	return {
		clock,
		answers,
		told,
		keep: (question: SecretQuestion, text: string) =>
			answers.keep(atOf(question), new Secret(text)),
		/** What one login gets; it ends where there is no answer. */
		async login(...questions: readonly SecretQuestion[]) {
			const {signal} = new AbortController();
			const given: (string | undefined)[] = [];
			for (const question of questions) {
				const secret = await answers.ask(question, signal);
				given.push(secret?.reveal());
				if (secret === undefined) {
					break;
				}
			}

			return given;
		},
	};
}

function atOf({where: at, ...question}: SecretQuestion): AskedAt {
	return {where: at, question};
}

it('what nobody has typed is told, and waited for by nobody', async () => {
	const {login, told} = someAnswers();
	expect(await login(password)).toEqual([undefined]);
	expect(told).toEqual([{where, question: {kind: 'answer', prompt: 'Password: ', isHidden: true}}]);
});

it('what is asked before anybody listens is told when somebody does', async () => {
	const answers = createSecretAnswers(new FakeClock());
	await answers.ask(passphrase, new AbortController().signal);
	const told: AskedAt[] = [];
	answers.listen(asked => told.push(asked));
	expect(told).toEqual([atOf(passphrase)]);
});

describe('a password and a code', () => {
	it('take two rounds, and the login that gets both is the last that gets any', async () => {
		const {login, keep, told} = someAnswers();
		await login(password, code);
		keep(password, 'secret');
		expect(await login(password, code)).toEqual(['secret', undefined]);
		keep(code, '123456');
		expect(await login(password, code)).toEqual(['secret', '123456']);
		expect(await login(password, code)).toEqual([undefined]);
		expect(told.map(({question}) => 'prompt' in question && question.prompt)).toEqual([
			'Password: ',
			'Code: ',
			'Password: ',
		]);
	});

	it('that were wrong are not said to the next login', async () => {
		const {login, keep} = someAnswers();
		keep(password, 'wrong');
		expect(await login(password)).toEqual(['wrong']);
		expect(await login(password)).toEqual([undefined]);
	});

	it('that a server asks for twice in one login were wrong', async () => {
		const {login, keep} = someAnswers();
		keep(password, 'wrong');
		expect(await login(password, password)).toEqual(['wrong', undefined]);
		expect(await login(password)).toEqual([undefined]);
	});

	it('are for the machine and the words that they were typed for', async () => {
		const {login, keep} = someAnswers();
		keep(password, 'secret');
		expect(await login({...password, where: 'evil (10.0.0.9:22)'})).toEqual([undefined]);
		expect(await login({...password, prompt: 'Passphrase for /k: '})).toEqual([undefined]);
		expect(await login(password)).toEqual(['secret']);
	});

	it('are kept for two minutes', async () => {
		const {login, keep, clock} = someAnswers();
		keep(password, 'secret');
		await clock.advance(119_999);
		expect(await login(password, code)).toEqual(['secret', undefined]);
		await clock.advance(1);
		expect(await login(password, code)).toEqual([undefined]);
		expect(clock.timerCount).toBe(0);
	});
});

describe('a passphrase', () => {
	it('is for the key, whichever node asks for it, and is given once', async () => {
		const {login, keep} = someAnswers();
		keep(passphrase, 'open');
		expect(await login({...passphrase, where: 'pi-2 (10.0.0.2:22)'})).toEqual(['open']);
		expect(await login(passphrase)).toEqual([undefined]);
	});

	it('that was wrong is asked again, as such', async () => {
		const {login, keep, told} = someAnswers();
		keep(passphrase, 'wrong');
		expect(await login(passphrase, {...passphrase, isRepeated: true})).toEqual([
			'wrong',
			undefined,
		]);
		expect(told).toMatchObject([{question: {isRepeated: true}}]);
	});
});

it('a login that was given up asks nobody and uses nothing up', async () => {
	const {answers, told, keep, login} = someAnswers();
	keep(password, 'secret');
	expect(await answers.ask(password, AbortSignal.abort())).toBeUndefined();
	expect(told).toEqual([]);
	expect(await login(password)).toEqual(['secret']);
});

it('the end of the screen is the end of all answers, and nothing of them is seen', async () => {
	const {answers, keep, login, clock} = someAnswers();
	keep(password, 'open sesame');
	expect(inspect(answers, {depth: 9, showHidden: true})).not.toContain('sesame');
	answers.forgetAll();
	expect(await login(password)).toEqual([undefined]);
	expect(clock.timerCount).toBe(0);
});
