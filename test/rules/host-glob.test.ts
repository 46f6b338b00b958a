import {expect, it} from 'vitest';
import {matchesGlob} from '../../source/rules/host-glob.ts';

it.each([
	['pi-1', 'pi-1', true],
	['pi-1', 'pi-', false],
	['pi-1', 'pi-12', false],
	['pi-1', 'pi-?', true],
	['pi-', 'pi-?', false],
	['pi-1', '*', true],
	['', '*', true],
	['', '', true],
	['pi-1', '', false],
	['pi-1', '*-*1', true],
	['pi-1', '**1**', true],
	['pi-1', 'p*2', false],
	['aab', '*ab', true],
	['abcabd', '*abd', true],
	['a.b.lab', '*.lab', true],
	['[10.0.0.7]:2222', '[10.0.0.?]:2222', true],
	['10.0.0.7', '[10.0.0.?]:2222', false],
	['a\nb', 'a?b', true],
	['a+b', 'a+b', true],
	['aab', 'a+b', false],
])('%j matches %j: %j', (name, glob, isMatch) => {
	expect(matchesGlob(name, glob)).toBe(isMatch);
});

it('takes no time over a pattern that is made to take long', () => {
	const startMs = performance.now();
	expect(matchesGlob('a'.repeat(255), 'a*'.repeat(500))).toBe(false);
	expect(matchesGlob('a'.repeat(255), `${'*a'.repeat(250)}b`)).toBe(false);
	expect(performance.now() - startMs).toBeLessThan(1000);
});
