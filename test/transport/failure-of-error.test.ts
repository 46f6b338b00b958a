import {getSystemErrorMap} from 'node:util';
import {expect, test} from 'vitest';
import {failureOfError} from '../../source/transport/failure-of-error.ts';

test.each([
	['ENOENT', {kind: 'missing', where: 'x'}],
	['EACCES', {kind: 'denied', where: 'x', reason: 'permission denied'}],
	['EPERM', {kind: 'denied', where: 'x', reason: 'operation not permitted'}],
	['EROFS', {kind: 'denied', where: 'x', reason: 'read-only file system'}],
	['ELOOP', {kind: 'denied', where: 'x', reason: 'it is a symbolic link'}],
	['ENOSPC', {kind: 'diskFull', where: 'x'}],
	['ECONNREFUSED', {kind: 'refused', where: 'x'}],
	['EHOSTUNREACH', {kind: 'unreachable', where: 'x', reason: 'host is unreachable'}],
	['ENETUNREACH', {kind: 'unreachable', where: 'x', reason: 'network is unreachable'}],
	['ECONNRESET', {kind: 'unreachable', where: 'x', reason: 'connection reset by peer'}],
	['ETIMEDOUT', {kind: 'timedOut', where: 'x', afterMs: undefined}],
	['EISDIR', {kind: 'rejected', where: 'x', reason: 'illegal operation on a directory'}],
	['EMFILE', {kind: 'rejected', where: 'x', reason: 'too many open files'}],
	['EIO', {kind: 'rejected', where: 'x', reason: 'i/o error'}],
])('%s is what it says', (code, failure) => {
	expect(failureOfError(systemError(code), 'x')).toEqual(failure);
});

test('every system error of this platform has a failure', () => {
	for (const [code] of getSystemErrorMap().values()) {
		if (code.startsWith('E') && code !== 'EOF') {
			expect(failureOfError(systemError(code), 'x').where).toBe('x');
		}
	}
});

test('a code without a number stands for itself', () => {
	const error = Object.assign(new Error('quota'), {code: 'EDQUOT'});
	expect(failureOfError(error, 'x')).toEqual({kind: 'diskFull', where: 'x'});
});

test.each([
	['ENOTFOUND', 'there is no such name'],
	['EAI_AGAIN', 'its name could not be looked up'],
])('a name without an address is said to be one (%s)', (code, reason) => {
	const error = Object.assign(new Error('dns'), {code});
	expect(failureOfError(error, 'x')).toEqual({kind: 'unreachable', where: 'x', reason});
});

test('an abort is a cancellation', () => {
	expect(failureOfError(AbortSignal.abort().reason, 'x')).toEqual({kind: 'cancelled', where: 'x'});
});

test.each([
	new TypeError('undefined is not a function'),
	Object.assign(new Error('wrong use'), {code: 'ERR_INVALID_ARG_TYPE'}),
	'a string',
	undefined,
])('a mistake of ours is thrown again: %s', error => {
	expect.assertions(1);
	try {
		failureOfError(error, 'x');
	} catch (thrown) {
		expect(thrown).toBe(error);
	}
});

function systemError(code: string): Error {
	const [errno] = [...getSystemErrorMap()].find(([, [name]]) => name === code) ?? [];
	return Object.assign(new Error(code), {code, errno});
}
