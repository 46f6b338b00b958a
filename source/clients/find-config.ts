import type {ConfigSource} from '../domain/config-source.ts';
import {readFileStatus} from '../transport/file-status.ts';

export type ConfigPathQuestion = {
	/** What stands behind `--config`. */
	readonly flag: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * `--config`, then `$CLUSTERDECK_CONFIG`, then `$XDG_CONFIG_HOME/clusterdeck/config.yaml` (`~/.config`) if there is such
 * a file, else none: this machine alone. A file that was asked for by name is taken whether it is there or not.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export async function configPath({flag, environment}: ConfigPathQuestion): Promise<ConfigSource> {
	const home = environment['HOME'] || undefined;
	if (flag !== undefined) {
		return {from: 'flag', path: expandHome(flag, home)};
	}

	const named = environment['CLUSTERDECK_CONFIG'];
	if (named) {
		return {from: 'environment', path: expandHome(named, home)};
	}

	const folder = configFolder(environment['XDG_CONFIG_HOME'], home);
	if (folder === undefined) {
		return {from: 'builtIn', lookedAt: undefined};
	}

	const path = `${folder}/clusterdeck/config.yaml`;
	const status = await readFileStatus(path);
	return status.ok || status.failure.kind !== 'missing'
		? {from: 'home', path}
		: {from: 'builtIn', lookedAt: path};
}

/** The shell expands `~` in `--config ~/x`, but not in `--config=~/x`. */
function expandHome(path: string, home: string | undefined): string {
	return home !== undefined && path.startsWith('~/') ? home + path.slice(1) : path;
}

function configFolder(xdg: string | undefined, home: string | undefined): string | undefined {
	if (xdg?.startsWith('/')) {
		return xdg;
	}

	return home === undefined ? undefined : `${home}/.config`;
}
