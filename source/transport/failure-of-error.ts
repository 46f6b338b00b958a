import {getSystemErrorMessage} from 'node:util';
import type {Failure} from '../domain/failure.ts';

/**
 * The failure that a thrown system error stands for. `where` is the file, host or command that was worked on.
 * What is no system error is a mistake of ours and is thrown again.
 */
export function failureOfError(error: unknown, where: string): Failure {
	if (!(error instanceof Error)) {
		throw error;
	}

	if (error.name === 'AbortError' || codeOf(error) === 'ABORT_ERR') {
		return {kind: 'cancelled', where};
	}

	const code = codeOf(error);
	if (code === undefined || !isSystemCode(code)) {
		throw error;
	}

	return failureOfCode({code, where, reason: reasonOf(error, code)});
}

/** The code of errno(3) or getaddrinfo(3), such as `ENOENT`; undefined when the error carries none. */
export function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: undefined;
}

/** Whether failureOfError knows it: others speak of Node's own modules, or of OpenSSL. */
export function isSystemError(error: unknown): boolean {
	const code = codeOf(error);
	return code !== undefined && isSystemCode(code);
}

function isSystemCode(code: string): boolean {
	return /^E[A-Z0-9_]+$/.test(code) && !code.startsWith('ERR_');
}

function reasonOf(error: Error, code: string): string {
	return 'errno' in error && typeof error.errno === 'number'
		? getSystemErrorMessage(error.errno)
		: code;
}

type SystemError = {readonly code: string; readonly where: string; readonly reason: string};

function failureOfCode({code, where, reason}: SystemError): Failure {
	switch (code) {
		case 'ENOENT':
		case 'ENOTDIR':
			return {kind: 'missing', where};
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return {kind: 'denied', where, reason};
		case 'ELOOP':
			return {kind: 'denied', where, reason: 'it is a symbolic link'};
		case 'ENOSPC':
		case 'EDQUOT':
			return {kind: 'diskFull', where};
		case 'ECONNREFUSED':
			return {kind: 'refused', where};
		case 'ETIMEDOUT':
			return {kind: 'timedOut', where, afterMs: undefined};
		case 'EAI_AGAIN':
			return {kind: 'unreachable', where, reason: 'its name could not be looked up'};
		case 'ENOTFOUND':
			return {kind: 'unreachable', where, reason: 'there is no such name'};
		case 'ECONNABORTED':
		case 'ECONNRESET':
		case 'EHOSTDOWN':
		case 'EHOSTUNREACH':
		case 'ENETDOWN':
		case 'ENETUNREACH':
		case 'EPIPE':
			return {kind: 'unreachable', where, reason};
		default:
			return {kind: 'rejected', where, reason};
	}
}
