import {constants} from 'node:fs';
import {access, chmod, lstat} from 'node:fs/promises';
import {dirname, isAbsolute, join} from 'node:path';
import process from 'node:process';
import type {Failure} from '../domain/failure.ts';
import type {Result} from '../domain/result.ts';
import {failed, succeeded} from '../domain/result.ts';
import {codeOf, failureOfError} from './failure-of-error.ts';
import {makeDirectory} from './make-directory.ts';

const ownerOnly = 0o700;
const othersMask = 0o077;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The directory for history, known keys and the audit log, made when it is missing: `$XDG_STATE_HOME/clusterdeck`, else
 * `~/.local/state/clusterdeck`. A relative XDG_STATE_HOME does not count, as the specification says.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 *
 * It must be a real directory of ours. One that others may enter is closed to them (0700) and used: that is what an
 * older umask leaves behind, and the files in it are opened without following links.
 *
 * Failures: `missing` (no home), `denied` (a link, another user's, read-only), `diskFull`. The program works without.
 */
export async function openStateDirectory(environment: Environment): Promise<Result<string>> {
	const path = statePath(environment);
	if (path === undefined) {
		return failed({kind: 'missing', where: 'the environment variable HOME'});
	}

	try {
		await makeDirectory(path);
		const refusal = await refuseUnlessOurs(path);
		if (refusal !== undefined) {
			return failed(refusal);
		}

		await closeToOthers(path);
		return succeeded(path);
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

/** The path of a file in it, which need not be there; undefined without a home. */
export function stateFile(environment: Environment, name: string): string | undefined {
	const path = statePath(environment);
	return path === undefined ? undefined : join(path, name);
}

export type StateDirectoryStatus = {readonly path: string; readonly isThere: boolean};

/** Where it is or would be, without making or changing anything. The failures are those of opening it. */
export async function inspectStateDirectory(
	environment: Environment,
): Promise<Result<StateDirectoryStatus>> {
	const path = statePath(environment);
	if (path === undefined) {
		return failed({kind: 'missing', where: 'the environment variable HOME'});
	}

	try {
		const nearest = await nearestExisting(path);
		await access(nearest, constants.W_OK);
		const isThere = nearest === path;
		const refusal = isThere ? await refuseUnlessOurs(path) : undefined;
		return refusal === undefined ? succeeded({path, isThere}) : failed(refusal);
	} catch (error) {
		return failed(failureOfError(error, path));
	}
}

async function nearestExisting(path: string): Promise<string> {
	try {
		await lstat(path);
		return path;
	} catch (error) {
		const above = dirname(path);
		if (codeOf(error) !== 'ENOENT' || above === path) {
			throw error;
		}

		return nearestExisting(above);
	}
}

/** Where it is or would be; undefined without a home. */
export function statePath(environment: Environment): string | undefined {
	const base = absolute(environment['XDG_STATE_HOME']);
	const home = absolute(environment['HOME']);
	if (base !== undefined) {
		return join(base, 'clusterdeck');
	}

	return home === undefined ? undefined : join(home, '.local', 'state', 'clusterdeck');
}

function absolute(path: string | undefined): string | undefined {
	return path !== undefined && isAbsolute(path) ? path : undefined;
}

async function refuseUnlessOurs(path: string): Promise<Failure | undefined> {
	const status = await lstat(path);
	if (status.isSymbolicLink()) {
		return {kind: 'denied', where: path, reason: 'it is a symbolic link'};
	}

	if (!status.isDirectory()) {
		return {kind: 'denied', where: path, reason: 'it is not a directory'};
	}

	if (process.getuid !== undefined && status.uid !== process.getuid()) {
		return {kind: 'denied', where: path, reason: 'it belongs to another user'};
	}

	return undefined;
}

async function closeToOthers(path: string): Promise<void> {
	const {mode} = await lstat(path);
	if ((mode & othersMask) !== 0) {
		await chmod(path, ownerOnly);
	}
}
