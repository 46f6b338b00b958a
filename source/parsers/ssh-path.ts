/**
 * Paths of ssh_config(5) as `ssh -G` prints them: `~`, percent tokens and `${VARIABLE}` still to be expanded.
 *
 *     ~/.ssh/id_ed25519
 *     %d/keys/%r@%h
 *     ${HOME}/.ssh/id_rack
 *
 * https://man.openbsd.org/ssh_config#TOKENS
 */
export type PathWorld = {
	readonly home: string;
	/** By letter: `h` for `%h`. */
	readonly tokens: Readonly<Record<string, string>>;
	readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Undefined where it names what cannot be known here: another user's home, a token or a variable that is not there.
 * A path without a beginning stays so: ssh looks it up in the directory that it was started in.
 */
export function expandSshPath(path: string, {home, tokens, env}: PathWorld): string | undefined {
	if (/^~[^/]/.test(path)) {
		return undefined;
	}

	let isKnown = true;
	const valueIn = (values: PathWorld['env'], name: string): string => {
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		isKnown &&= value !== undefined && value !== '';
		return value ?? '';
	};
	const expanded = path
		.replace(/^~(?=\/|$)/, () => home)
		.replace(
			/%(.?)|\$\{([^}]*)\}/g,
			(_, letter: string | undefined, variable: string | undefined) =>
				variable === undefined
					? valueIn({...tokens, '%': '%'}, letter ?? '')
					: valueIn(env, variable),
		);
	return isKnown && !expanded.includes('\0') ? expanded : undefined;
}
