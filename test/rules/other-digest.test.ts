import {expect, test} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {otherDigestOf} from '../../source/rules/other-digest.ts';

const all = (...digests: readonly string[]) =>
	digests.map((digest, index) => ({node: `n${index}` as NodeName, digest}));

test.each([
	['the same everywhere is nothing to tell', 'a', ['a', 'a', 'a'], undefined],
	['what most have is nothing to tell, whatever another has', 'a', ['a', 'a', 'b'], undefined],
	['another one than most have is', 'b', ['b', 'a', 'a'], 'n1'],
	['two that have two are', 'a', ['a', 'b'], 'n1'],
	['one that no list has any more is told apart from the others', 'c', ['a', 'b', 'b'], 'n1'],
	['alone there is nothing to tell', 'a', ['a'], undefined],
])('%s', (...[, digest, digests, other]) => {
	expect(otherDigestOf({node: 'n0' as NodeName, digest}, all(...digests))?.node).toBe(other);
});
