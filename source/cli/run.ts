import {assertNever} from '../domain/assert-never.ts';
import {runCheck} from './check-command.ts';
import type {CommandName} from './command-spec.ts';
import type {ModelsCommandName} from './models-command.ts';
import {parseDemoRequest} from './demo-request.ts';
import {groupHelpText, helpText} from './help-text.ts';
import {runOnce} from './once-command.ts';
import {type Invocation, parseArguments, type UsageProblem} from './parse-arguments.ts';
import {openConfigOrComplain, type SessionConfig} from './session-config.ts';
import {parseStatusRequest, type StatusRequest} from './status-request.ts';
import {
	type ExitStatus,
	exitCheckUnknown,
	exitDone,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';
import {runWatch} from './watch-command.ts';

/** The program: what follows its name on the command line, and what it may touch. */
export async function run(args: readonly string[], world: Surroundings): Promise<ExitStatus> {
	const invocation = parseArguments(args);
	if ('usage' in invocation) {
		return refuse(invocation, args.includes('--check'), world);
	}

	const {command, operands, flags} = invocation;
	if (flags.has('help')) {
		const columns = world.output.columns();
		const [word = ''] = command.name === '' ? operands : [];
		world.output.print(groupHelpText(word, columns) ?? helpText(command, columns));
		return exitDone;
	}

	if (flags.has('version')) {
		world.output.print(`clusterdeck ${world.version}\n`);
		return exitDone;
	}

	return command.name !== '' && flags.has('demo')
		? runInDemo(invocation, world)
		: runCommand(invocation, world);
}

/** A command that asks a cluster, of the simulated one. */
async function runInDemo(invocation: Invocation, world: Surroundings): Promise<ExitStatus> {
	const demo = parseDemoRequest(invocation.flags);
	if (demo === undefined || 'usage' in demo) {
		return demo === undefined ? runCommand(invocation, world) : refuse(demo, false, world);
	}

	const {surroundings} = (await import('./demo-session.ts')).openDemoSession(demo, world);
	return runCommand(invocation, surroundings);
}

/** A command's code is loaded when it is asked for: what `--once` does not need costs its start nothing. */
async function runCommand(invocation: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {name} = invocation.command;
	if (isOfModels(name)) {
		return (await import('./models-command.ts')).runModelsCommand(name, invocation, world);
	}

	switch (name) {
		case '':
			return runStatus(invocation, world);
		case 'init':
			return (await import('./init-command.ts')).runInit(invocation, world);
		case 'config validate':
			return (await import('./config-command.ts')).runConfigValidate(invocation, world);
		case 'config path':
			return (await import('./config-command.ts')).runConfigPath(invocation, world);
		case 'config schema':
			return (await import('./config-command.ts')).runConfigSchema(world);
		case 'nodes ls':
			return (await import('./nodes-command.ts')).runNodesList(invocation, world);
		case 'nodes add':
			return (await import('./nodes-command.ts')).runNodesAdd(invocation, world);
		case 'nodes rm':
			return (await import('./nodes-command.ts')).runNodesRemove(invocation, world);
		case 'nodes accept-key':
			return (await import('./accept-key-command.ts')).runAcceptKey(invocation, world);
		case 'jobs ls':
			return (await import('./jobs-list-command.ts')).runJobsList(invocation, world);
		case 'jobs show':
			return (await import('./jobs-show-command.ts')).runJobsShow(invocation, world);
		case 'jobs why':
			return (await import('./jobs-why-command.ts')).runJobsWhy(invocation, world);
		case 'jobs logs':
			return (await import('./jobs-logs-command.ts')).runJobsLogs(invocation, world);
		case 'jobs submit':
			return (await import('./jobs-submit-command.ts')).runJobsSubmit(invocation, world);
		case 'jobs cancel':
		case 'jobs hold':
		case 'jobs release':
		case 'jobs requeue':
			return runJobsChange(name, invocation, world);
		case 'chat':
		case 'chat ls':
		case 'chat search':
		case 'chat export':
		case 'chat verify':
		case 'chat repair':
			return runChatCommand(name, invocation, world);
		case 'doctor':
			return (await import('./doctor-command.ts')).runDoctor(invocation, world);
		case 'completion':
			return (await import('./completion-command.ts')).runCompletion(invocation.operands[0], world);
		default:
			return assertNever(name);
	}
}

function isOfModels(name: CommandName): name is ModelsCommandName {
	return name.startsWith('models ');
}

async function runChatCommand(
	name: Extract<CommandName, `chat${string}`>,
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	switch (name) {
		case 'chat':
			return (await import('./chat-command.ts')).runChat(invocation, world);
		case 'chat ls':
			return (await import('./chat-list-command.ts')).runChatList(invocation, world);
		case 'chat search':
			return (await import('./chat-search-command.ts')).runChatSearch(invocation, world);
		case 'chat export':
			return (await import('./chat-export-command.ts')).runChatExport(invocation, world);
		case 'chat verify':
			return (await import('./chat-verify-command.ts')).runChatVerify(invocation, world);
		case 'chat repair':
			return (await import('./chat-verify-command.ts')).runChatRepair(invocation, world);
		default:
			return assertNever(name);
	}
}

const changes = {
	'jobs cancel': 'cancel',
	'jobs hold': 'hold',
	'jobs release': 'release',
	'jobs requeue': 'requeue',
} as const;

async function runJobsChange(
	name: keyof typeof changes,
	invocation: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const command = await import('./jobs-change-command.ts');
	return command.runJobsChange(changes[name], invocation, world);
}

async function runStatus({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const request = parseStatusRequest(flags);
	if ('usage' in request) {
		return refuse(request, flags.has('check'), world);
	}

	const demo = parseDemoRequest(flags);
	if (demo !== undefined && 'usage' in demo) {
		return refuse(demo, flags.has('check'), world);
	}

	if (demo !== undefined) {
		const {session, surroundings} = (await import('./demo-session.ts')).openDemoSession(
			demo,
			world,
		);
		return runMode(session, request, surroundings);
	}

	const session = await openConfigOrComplain(flags, world);
	return session === undefined
		? refusalStatus(request.mode.name === 'check', world)
		: runMode(session, request, world);
}

async function runMode(
	session: SessionConfig,
	request: StatusRequest,
	world: Surroundings,
): Promise<ExitStatus> {
	switch (request.mode.name) {
		case 'dashboard':
			return (await import('./dashboard-command.ts')).runDashboard(session, request.mode, world);
		case 'once':
			return runOnce(session.config, request, world);
		case 'check':
			return runCheck(session.config, request, world);
		case 'watch':
			return runWatch(session, {...request, everyMs: request.mode.everyMs}, world);
		default:
			return assertNever(request.mode);
	}
}

function refuse({usage}: UsageProblem, isCheck: boolean, world: Surroundings): ExitStatus {
	world.output.complain(usage);
	return refusalStatus(isCheck, world);
}

/** Monitoring reads stdout, and takes 2 for critical. */
function refusalStatus(isCheck: boolean, {output}: Surroundings): ExitStatus {
	if (!isCheck) {
		return exitUsage;
	}

	output.print('UNKNOWN: clusterdeck could not look; stderr says why\n');
	return exitCheckUnknown;
}
