/**
 * stderr of ssh(1), run with LogLevel=DEBUG1, when it could not connect or lost its connection.
 *
 *     debug1: Server host key: ssh-ed25519 SHA256:VQujK8V9+NrG8KiTw4dVs/Tpw/HuQnf9jVZcLq75kCM
 *     No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.
 *     Host key verification failed.
 *
 * The words are those of OpenSSH's sshconnect.c, sshconnect2.c and packet.c:
 * https://github.com/openssh/openssh-portable/blob/master/sshconnect.c
 */
import {linesOf} from './lines.ts';

export type SshProblem =
	| {readonly kind: 'authFailed'}
	| ({readonly kind: 'hostKeyUnknown'} & ShownKey)
	/** Another key is recorded in that line. */
	| ({readonly kind: 'hostKeyChanged'; readonly file: string; readonly line: number} & ShownKey)
	/** `file` is the list of revoked keys; undefined: a @revoked line in a known_hosts file, ssh does not say which. */
	| ({readonly kind: 'hostKeyRevoked'; readonly file: string | undefined} & ShownKey)
	| {readonly kind: 'refused'}
	| {readonly kind: 'timedOut'}
	| {readonly kind: 'unreachable'; readonly reason: string}
	| {readonly kind: 'protocol'; readonly problem: string}
	/** Its configuration is wrong. */
	| {readonly kind: 'rejected'; readonly reason: string};

/** `keyType` as in `ssh-ed25519`, also of a certificate; `fingerprint` as in `SHA256:...`. */
type ShownKey = {readonly keyType: string; readonly fingerprint: string};

type Rule = {
	readonly pattern: RegExp;
	readonly problemOf: (groups: readonly string[]) => SshProblem;
};

/**
 * Total: what is not understood is `unreachable` in ssh's last words. Once the keys are exchanged the server may print
 * what it likes before we are logged in, so nothing of that is taken for a word about its host key.
 */
export function parseSshStderr(text: string): SshProblem {
	const lines = linesOf(text);
	const words = lines.filter(line => !/^debug\d: /.test(line));
	if (lines.includes('debug1: SSH2_MSG_NEWKEYS received')) {
		return wasSentAway(lines)
			? {kind: 'authFailed'}
			: (firstOf(afterKeyExchange, words.toReversed()) ?? lastWords(words));
	}

	return (
		configurationProblem(words) ??
		hostKeyProblem(lines, words) ??
		problemOfProxy(words) ??
		firstOf(connecting, words.toReversed()) ??
		firstOf(beforeVersion, lines) ??
		lastWords(words)
	);
}

/**
 * A server says goodbye to who tried too much in words of its own, where it has refused a key before. The first answer
 * is to the question what there is.
 */
function wasSentAway(lines: readonly string[]): boolean {
	const answers = lines.filter(line =>
		line.startsWith('debug1: Authentications that can continue'),
	);
	return (
		answers.length > 1 &&
		lines.some(line => line.startsWith('Received disconnect from ')) &&
		!lines.some(line => line.startsWith('Authenticated to '))
	);
}

const connecting: readonly Rule[] = [
	{
		pattern: /^ssh: connect to host \S+ port \d+: Connection refused$/,
		problemOf: () => ({kind: 'refused'}),
	},
	{
		pattern: /^ssh: connect to host \S+ port \d+: .* timed out$/,
		problemOf: () => ({kind: 'timedOut'}),
	},
	{pattern: /^Connection timed out during banner exchange$/, problemOf: () => ({kind: 'timedOut'})},
	{pattern: /^Connection to \S+ port \d+ timed out$/, problemOf: () => ({kind: 'timedOut'})},
	{
		pattern: /^ssh: connect to host \S+ port \d+: (.+)$/,
		problemOf: ([reason = '']) => ({kind: 'unreachable', reason}),
	},
	{
		pattern: /^ssh: Could not resolve hostname (.+)$/,
		problemOf: ([name]) => ({kind: 'unreachable', reason: `no address for ${name}`}),
	},
	{
		pattern: /^Unable to negotiate with .+?: (.+)$/,
		problemOf: ([problem = '']) => ({kind: 'protocol', problem}),
	},
	{
		pattern: /^(ssh_dispatch_run_fatal: .+|Bad packet length .+|.*banner line contains invalid.*)$/,
		problemOf: ([problem = '']) => ({kind: 'protocol', problem}),
	},
];

/** What came in the place of `SSH-2.0-...`; a busy sshd says so there. */
const beforeVersion: readonly Rule[] = [
	{
		pattern:
			/^debug1: kex_exchange_identification: banner line 0: (Exceeded MaxStartups|Not allowed.*)$/,
		problemOf: ([reason = '']) => ({kind: 'unreachable', reason}),
	},
	{
		pattern: /^debug1: kex_exchange_identification: banner line 0: (.+)$/,
		problemOf: ([line]) => ({kind: 'protocol', problem: `not SSH: ${line}`}),
	},
];

const afterKeyExchange: readonly Rule[] = [
	{
		pattern: /: Permission denied \(.*\)\.$|: Too many authentication failures$/,
		problemOf: () => ({kind: 'authFailed'}),
	},
	{pattern: /^Timeout, server .+ not responding\.$/, problemOf: () => ({kind: 'timedOut'})},
	{
		pattern: /^(Connection (?:to .+ )?closed by .+?)\.?$/,
		problemOf: ([reason = '']) => ({kind: 'unreachable', reason}),
	},
	{
		pattern: /^(?:client_loop: send disconnect|Read from remote host .+?): (.+)$/,
		problemOf: ([reason = '']) => ({kind: 'unreachable', reason}),
	},
];

function firstOf(rules: readonly Rule[], lines: readonly string[]): SshProblem | undefined {
	for (const line of lines) {
		for (const {pattern, problemOf} of rules) {
			const match = pattern.exec(line);
			if (match !== null) {
				return problemOf(match.slice(1));
			}
		}
	}

	return undefined;
}

function configurationProblem(words: readonly string[]): SshProblem | undefined {
	const [first = ''] = words;
	const isWrong =
		/^(Can't open user config file|Bad owner or permissions on) /.test(first) ||
		words.some(line => /terminating, \d+ bad configuration options$/.test(line));
	return isWrong ? {kind: 'rejected', reason: first} : undefined;
}

function hostKeyProblem(
	lines: readonly string[],
	words: readonly string[],
): SshProblem | undefined {
	const shown = shownKey(lines);
	if (shown === undefined) {
		return undefined;
	}

	const text = words.join('\n');
	const revoked = /^Host key \S+ \S+ revoked by file (.+)$/m.exec(text);
	if (revoked !== null || /^@ +WARNING: REVOKED HOST KEY DETECTED/m.test(text)) {
		return {kind: 'hostKeyRevoked', file: revoked?.[1], ...shown};
	}

	const [, file, line] = /^Offending (?:\S+ )?key (?:for IP )?in (.+):(\d+)$/m.exec(text) ?? [];
	if (file !== undefined) {
		return {kind: 'hostKeyChanged', file, line: Number(line), ...shown};
	}

	const unreadable = /^Error checking host key .+ in revoked keys file (.+)$/m.exec(text);
	if (unreadable !== null) {
		const reason = `RevokedHostKeys cannot be read, so every host key is refused: ${unreadable[1]}`;
		return {kind: 'rejected', reason};
	}

	return /^No \S+ host key is known for /m.test(text)
		? {kind: 'hostKeyUnknown', ...shown}
		: undefined;
}

function shownKey(lines: readonly string[]): ShownKey | undefined {
	const line = lines.findLast(text => /^debug1: Server host (key|certificate): /.test(text)) ?? '';
	const [, type, fingerprint] = /: (\S+) (SHA256:[A-Za-z0-9+/]+)/.exec(line) ?? [];
	return type === undefined || fingerprint === undefined
		? undefined
		: {keyType: type.replace(/-cert-v\d\d@openssh\.com$/, ''), fingerprint};
}

/** ssh knows no address at the end of a ProxyCommand, and calls it so; what the command said itself tells more. */
function problemOfProxy(words: readonly string[]): SshProblem | undefined {
	const isProxied = words.some(line => /UNKNOWN port 65535/.test(line));
	const said = words.filter(
		line => !/UNKNOWN port 65535|^kex_exchange_identification: /.test(line),
	);
	if (!isProxied) {
		return undefined;
	}

	if (firstOf(connecting, said)?.kind === 'timedOut') {
		return {kind: 'timedOut'};
	}

	const reason = said.length === 0 ? 'its ProxyCommand ended without a word' : said.join('; ');
	return {kind: 'unreachable', reason: cut(reason)};
}

function lastWords(words: readonly string[]): SshProblem {
	const reason = words.slice(-2).join('; ');
	return {kind: 'unreachable', reason: reason === '' ? 'ssh ended without a word' : cut(reason)};
}

const mostCharacters = 400;

function cut(text: string): string {
	return text.slice(0, mostCharacters);
}
