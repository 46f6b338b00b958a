import {expect, it} from 'vitest';
import {secretPrompt} from '../../source/cli/secret-prompt.ts';

const passphrase = {kind: 'passphrase', where: 'pi-1', keyFile: '/k', isRepeated: false} as const;

it('says for which node and which key, and whether the last answer was wrong', () => {
	expect(secretPrompt(passphrase)).toBe('pi-1: Passphrase for /k (enter for none): ');
	expect(secretPrompt({...passphrase, isRepeated: true})).toBe(
		'pi-1: that was not it. Passphrase for /k (enter for none): ',
	);
});

it('no line of a server looks like one of ours, and none acts on the terminal', () => {
	const prompt = 'Two\u001b[2J steps\n\r\npi-1: Passphrase for /k: ';
	expect(secretPrompt({kind: 'answer', where: 'gpu-1', isHidden: true, prompt})).toBe(
		'gpu-1 asks: Two␛[2J steps\ngpu-1 asks: pi-1: Passphrase for /k: ',
	);
});

it('a server that has much to say, or nothing, is cut short', () => {
	const prompt = `${'x'.repeat(500)}\n`.repeat(500);
	const lines = secretPrompt({kind: 'answer', where: 'a', isHidden: true, prompt}).split('\n');
	expect(lines).toHaveLength(12);
	expect(Math.max(...lines.map(line => line.length))).toBeLessThan(220);
	expect(secretPrompt({kind: 'answer', where: 'a', isHidden: true, prompt: ''})).toBe('a asks: ? ');
});
