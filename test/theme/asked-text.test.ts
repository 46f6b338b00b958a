import {expect, it} from 'vitest';
import type {AskedSecret} from '../../source/domain/ask-secret.ts';
import {askedParts, promptLines} from '../../source/theme/asked-text.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';

const passphrase: AskedSecret = {kind: 'passphrase', keyFile: '/k', isRepeated: false};
const answer = (prompt: string): AskedSecret => ({kind: 'answer', prompt, isHidden: true});

it.each([
	['asks for a passphrase · enter types it', passphrase, false],
	['asks for a passphrase · trying now', passphrase, true],
	['asks "Verification code:" · enter types it', answer('Rack\n\nVerification code: \n'), false],
	['asks "?" · enter types it', answer(' \n\t'), false],
] as const)('a row says: %s', (sentence, question, isTrying) => {
	expect(askedParts(question, isTrying).join(' · ')).toBe(sentence);
});

it('a long prompt is cut, and a server says at most twelve lines', () => {
	expect(askedParts(answer('x'.repeat(500)), false)[0]).toBe(`asks "${'x'.repeat(39)}…"`);
	expect(promptLines('line\n'.repeat(100))).toHaveLength(12);
});

it.each(hostileCorpus)('nothing that a server asks acts on the terminal: $name', ({text}) => {
	const told = [...promptLines(text), ...askedParts(answer(text), false)].join('');
	expect(told).not.toMatch(/\p{Cc}/u);
});
