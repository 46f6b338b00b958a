/**
 * `scontrol show assoc_mgr users=carol qos=tiny accounts=lab-b flags=qos,assoc`: the limits that the controller holds
 * a job to, each with what of it is used in brackets. `N` is no limit.
 *
 *     QOS=tiny(3)
 *         GrpTRES=cpu=N(1),mem=N(100),node=N(1)
 *             MaxJobsPU=1(1) MaxJobsAccruePU=N(1) MaxSubmitJobsPU=N(2)
 *
 * https://slurm.schedmd.com/scontrol.html (SHOW, assoc_mgr); of 17.11 and later.
 */
import type {LimitUse} from '../domain/job-why.ts';

const accruing = /Accrue/;

/** Whose limits they are. */
export type LimitsSubject = {readonly user: string; readonly account: string | undefined};

/** Those that are set. A QOS lists what each account and each user, by the number, has of it: only those of the subject. */
export function parseAssocMgr(text: string, {user, account}: LimitsSubject): readonly LimitUse[] {
	const limits: LimitUse[] = [];
	const uid = /UserName=([^\s(]+)\((\d+)\)/g;
	const uids = [...text.matchAll(uid)].filter(([, name]) => name === user).map(([, , id]) => id);
	const isOf = (section: string | undefined, heading: string): boolean =>
		section === 'User'
			? heading === user || uids.includes(heading.replace(/\(.*/, ''))
			: heading === account;
	let owner = '';
	let section: string | undefined;
	let isOthers = false;
	for (const line of text.split('\n')) {
		const record = ownerOf(line);
		if (record !== undefined) {
			owner = record;
			isOthers = false;
			continue;
		}

		const heading = /^ {6}(\S+)$/.exec(line)?.[1];
		section = /^ {4}(Account|User) Limits$/.exec(line)?.[1] ?? section;
		if (heading !== undefined) {
			isOthers = !isOf(section, heading);
			continue;
		}

		if (owner !== '' && !isOthers) {
			limits.push(...limitsOf(line).map(one => ({...one, owner})));
		}
	}

	return limits;
}

/** `qos tiny`, `account lab-b`, `carol in lab-b`; undefined where no record begins. */
function ownerOf(line: string): string | undefined {
	const qos = /^QOS=([^(]+)\(/.exec(line)?.[1];
	if (qos !== undefined) {
		return `qos ${qos}`;
	}

	const match = /^ClusterName=\S* Account=(\S*) UserName=([^\s(]*)/.exec(line);
	const [, account, name] = match ?? [];
	return account === undefined
		? undefined
		: name === undefined || name === ''
			? `account ${account}`
			: `${name} in ${account}`;
}

function limitsOf(line: string): ReadonlyArray<Omit<LimitUse, 'owner'>> {
	return line
		.trim()
		.split(' ')
		.flatMap(field => {
			const at = field.indexOf('=');
			const name = field.slice(0, at);
			return at <= 0 || accruing.test(name) ? [] : partsOf(name, field.slice(at + 1));
		});
}

/** A limit of trackable resources has several parts: `cpu=1(1),mem=N(500)`. One of a job alone has nothing that is used. */
function partsOf(name: string, value: string): ReadonlyArray<Omit<LimitUse, 'owner'>> {
	if (!/^(?:Grp|Max|Min)/.test(name)) {
		return [];
	}

	return value.split(',').flatMap(part => {
		const match = /^(?:(.+)=)?([\d.]+)(?:\(([\d.]+)\))?$/.exec(part);
		const [, resource, limit, used] = match ?? [];
		const isLimit = limit !== undefined && !(name === 'MinPrioThresh' && limit === '0');
		return isLimit
			? [{name: resource === undefined ? name : `${name} ${resource}`, limit, used}]
			: [];
	});
}
