import type {Result} from '../domain/result.ts';
import {goneText, jobIdProblem} from './find-jobs.ts';
import {type AskedCluster, complainOf, withCluster} from './open-cluster.ts';
import type {Invocation} from './parse-arguments.ts';
import {type ExitStatus, exitFailed, exitUsage, type Surroundings} from './surroundings.ts';

/** What is done with one job; `find` looks for it, undefined where the cluster has none. */
export type JobUse<Found> = {
	readonly find: (
		id: string,
		cluster: AskedCluster,
		world: Surroundings,
	) => Promise<Result<Found | undefined>>;
	readonly use: (found: Found, cluster: AskedCluster) => Promise<ExitStatus>;
};

/** Does something with the one job that was named; what is wrong before is told on stderr. */
export async function withJob<Found>(
	{operands, flags}: Invocation,
	world: Surroundings,
	{find, use}: JobUse<Found>,
): Promise<ExitStatus> {
	const {output} = world;
	const problem = jobIdProblem(operands);
	if (problem !== undefined) {
		output.complain(problem.usage);
		return exitUsage;
	}

	return withCluster({flags}, world, async cluster => {
		const [id = ''] = operands;
		const found = await find(id, cluster, world);
		if (!found.ok) {
			return complainOf(found.failure, cluster, world);
		}

		if (found.value === undefined) {
			output.complain(goneText(id, cluster.name));
			return exitFailed;
		}

		return use(found.value, cluster);
	});
}
