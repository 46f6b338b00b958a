import process from 'node:process';
import {runProcess} from '../transport/run-process.ts';
import {readAudit} from '../transport/audit-log.ts';
import {inspectStateDirectory} from '../transport/state-directory.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';
import type {Surroundings} from './surroundings.ts';

type World = Pick<Surroundings, 'env' | 'clock' | 'signal'>;

/** What the program itself stands on. */
export async function programChecks(world: World): Promise<readonly Finding[]> {
	return [
		pass('program.node', `Node ${process.version}`),
		localeCheck(world),
		await sshCheck(world),
		...(await stateChecks(world)),
	];
}

/** Without UTF-8 a terminal shows two or three characters for each of our bars. */
function localeCheck({env}: World): Finding {
	const id = 'program.locale';
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'C';
	return /utf-?8/i.test(locale)
		? pass(id, locale)
		: warn(
				id,
				`${locale} is no UTF-8 locale: bars and arrows may look broken`,
				'export LC_ALL=C.UTF-8',
			);
}

/** Says on stderr what it is, and exits with 0. */
async function sshCheck({clock, signal}: World): Promise<Finding> {
	const command = {argv: ['ssh', '-V'], timeoutMs: 5000, maxBytes: 4096} as const;
	const answer = await runProcess(command, clock, signal);
	if (!answer.ok) {
		return warn('program.ssh', failureText(answer.failure), 'apt install openssh-client');
	}

	const {exitCode, stderr} = answer.value;
	return exitCode === 0
		? pass('program.ssh', stderr.trim())
		: warn('program.ssh', `ssh -V ended with ${exitCode}: ${stderr.trim()}`, 'ssh -V');
}

async function stateChecks({env}: World): Promise<readonly Finding[]> {
	const directory = await inspectStateDirectory(env);
	if (!directory.ok) {
		const text = `history and the audit log cannot be kept: ${failureText(directory.failure)}`;
		return [warn('state.directory', text, 'export XDG_STATE_HOME=/a/directory/of/yours')];
	}

	const {path, isThere} = directory.value;
	const found = pass(
		'state.directory',
		isThere ? path : `${path} is made when something is to be kept`,
	);
	return [found, ...(isThere ? await auditCheck(path) : [])];
}

async function auditCheck(directory: string): Promise<readonly Finding[]> {
	const id = 'state.audit';
	const report = await readAudit(directory);
	if (!report.ok) {
		return [warn(id, failureText(report.failure), `ls -l ${directory}`)];
	}

	const {records, problems} = report.value;
	return [
		...problems.map(({line, problem}) =>
			fail(
				id,
				`line ${line} of audit.jsonl is ${problem}`,
				'compare it with a backup, then move it away',
			),
		),
		...(problems.length > 0 ? [] : [pass(id, `${countText(records, 'record')}, none altered`)]),
	];
}
