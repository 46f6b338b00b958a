import type {CommandOptions, Ran} from '../../scripts/lab/command.ts';
import type {Lab} from '../../scripts/lab/lab.ts';

/** The argv of the operator's plain ssh, with what stands before the host's name. */
export function sshArgv(lab: Lab, ...words: readonly string[]): ['ssh', ...string[]] {
	const config = lab.environment['CLUSTERDECK_SSH_CONFIG'] ?? '';
	return ['ssh', '-F', config, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', ...words];
}

/** One command over a login of its own. */
export function askHost(
	lab: Lab,
	words: readonly string[],
	options?: CommandOptions,
): Promise<Ran> {
	return lab.exec(sshArgv(lab, ...words), {timeoutMs: 20_000, ...options});
}
