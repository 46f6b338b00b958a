import {type ProgramAnswer, said} from './answer.ts';
import {type DemoUserName, demoUsers} from './demo-job.ts';
import type {QueueState} from './queue-state.ts';

/** What an account may have at once: far from it, so that the story is about room. */
const mostCpus = 512;
const mostSubmitted = 5000;

/** What the controller holds a user to, and what of it is used: `scontrol show assoc_mgr users=alice accounts=lab-a`. */
export function assocMgrAnswer(
	argv: readonly string[],
	{running, jobs}: QueueState,
): ProgramAnswer {
	const user = argv.find(word => word.startsWith('users='))?.slice('users='.length) ?? '';
	if (!isUser(user)) {
		return said('');
	}

	const {account, uid} = demoUsers[user];
	const ofAccount = [...running].filter(job => demoUsers[job.user].account === account);
	const cpus = ofAccount.reduce((sum, {cpuCount}) => sum + cpuCount, 0);
	const submitted = jobs.filter(job => job.user === user && job.stage.kind !== 'ended').length;
	const of = `ClusterName=demo Account=${account}`;
	return said(
		[
			'Association Records',
			'',
			`${of} UserName= Partition= Priority=0 ID=4`,
			`    GrpJobs=N(${ofAccount.length})`,
			`    GrpTRES=cpu=${mostCpus}(${cpus})`,
			`${of} UserName=${user}(${uid}) Partition= Priority=0 ID=7`,
			`    MaxJobs= MaxSubmitJobs=${mostSubmitted}(${submitted})`,
			'',
		].join('\n'),
	);
}

function isUser(name: string): name is DemoUserName {
	return Object.hasOwn(demoUsers, name);
}
