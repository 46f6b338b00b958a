import type {Result} from '../../domain/result.ts';
import {failed, succeeded} from '../../domain/result.ts';
import {parseRevokedKeys, type RevokedKey} from '../../parsers/revoked-keys.ts';
import {readTextFile} from '../read-text-file.ts';

const mostBytes = 2 ** 24;
const binaryBeginning = 'SSHKRL\n\0';
const consequence = 'so every host key is refused';

/**
 * The keys of a RevokedHostKeys file; none without one. Whatever cannot be read whole fails, a file that is not there
 * too, and then no host may be trusted: ssh_config(5) asks for it. `unsupported` is a binary list, which only OpenSSH
 * reads.
 */
export async function readRevokedKeys(
	path: string | undefined,
): Promise<Result<readonly RevokedKey[]>> {
	if (path === undefined) {
		return succeeded([]);
	}

	const text = await readTextFile(path, mostBytes);
	if (!text.ok) {
		return text.failure.kind === 'missing'
			? failed(refusal(path, `RevokedHostKeys names it, but it is not there, ${consequence}.`))
			: text;
	}

	if (text.value.startsWith(binaryBeginning)) {
		return failed({
			kind: 'unsupported',
			where: path,
			reason: `a binary list of revoked keys, which only the system's ssh reads. Set transport: system.`,
		});
	}

	const {value, problems} = parseRevokedKeys(text.value, path);
	const [problem] = problems;
	return problem === undefined
		? succeeded(value)
		: failed(refusal(path, `${problem.reason}, ${consequence}. Mend it.`));
}

function refusal(where: string, reason: string) {
	return {kind: 'rejected', where, reason} as const;
}
