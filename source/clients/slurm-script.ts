import {tooLateCode} from './slurm-command.ts';
import {readyLine} from './tool-scripts.ts';

/** Where sites put Slurm that a shell which is no login finds it not. */
const slurmFolders = [
	'/usr/local/bin',
	'/usr/bin',
	'/opt/slurm/bin',
	'/opt/slurm/current/bin',
	'/usr/local/slurm/bin',
	'/cm/shared/apps/slurm/current/bin',
	'/run/current-system/sw/bin',
];

/**
 * What would change what the programs print, choose or wait for. Whoever runs inside a job has that job's SLURM_ too.
 * What stays: where the cluster is, and SBATCH_ACCOUNT and its kin, the defaults of the one who submits.
 */
const forgotten = [
	'SQUEUE_[A-Z0-9_]*',
	'SINFO_[A-Z0-9_]*',
	'SACCT_[A-Z0-9_]*',
	'SACCTMGR_[A-Z0-9_]*',
	'SSTAT_[A-Z0-9_]*',
	'SPRIO_[A-Z0-9_]*',
	'SSHARE_[A-Z0-9_]*',
	'SCANCEL_[A-Z0-9_]*',
	'SCONTROL_[A-Z0-9_]*',
	'SBATCH_WAIT',
	'SBATCH_DEBUG',
	'SBATCH_CLUSTERS',
	'SLURM_[A-Z0-9_]*',
];
const kept = 'SLURM_CONF|SLURM_CONF_SERVER|SLURM_JWT|SLURM_SACK_KEY|SLURM_SACK_JWKS';

/** Of what a program says on its stderr. */
export const mostErrorBytes = 8192;

/** The code of a program that is not there. */
export const missingCode = 'missing';

/**
 * Runs one program of Slurm on a login node. What it runs comes by stdin, so that no argument ever becomes code:
 *
 *     we write                     it answers
 *     (the script)                 READY
 *     NONCE, how many arguments,   (stdout of the program, as it comes)
 *     each argument, a folder      (a newline) NONCE (a space) the exit code, or `missing` (a newline)
 *     or `-`, seconds or `-`,      (the first 8 KiB of its stderr)
 *     how many bytes of input      (a newline) NONCE end (a newline)
 *     or `-`, the bytes
 *
 * Times are asked for as seconds since 1970, arrays in full length however many tasks they have (0 is no limit:
 * scontrol(1), SLURM_BITSTR_LEN). A job takes over the environment of its sbatch, which is left as the login has it but
 * where nothing is submitted. Whoever has Slurm on the PATH of logins alone has it in /etc/profile. A program that
 * hangs is killed as soon as nobody listens, and one whose input was cut off is not run. The braces make sh read the script whole, before the first line.
 */
export const slurmScript = `{
PATH=$PATH:/bin:${slurmFolders.join(':')}; export PATH
for name in $(env | sed -nE 's/^(${forgotten.join('|')})=.*/\\1/p' | grep -vxE '${kept}'); do
	unset "$name"
done
ready=$(date +%s)
echo ${readyLine}
IFS= read -r nonce
IFS= read -r count
set --
while [ "$count" -gt 0 ]; do
	IFS= read -r argument
	set -- "$@" "$argument"
	count=$((count - 1))
done
IFS= read -r folder
IFS= read -r within
IFS= read -r bytes
input=
if [ "$bytes" != - ]; then
	input=$(head -c "$bytes"; echo .)
	input=\${input%.}
	[ "$(printf %s "$input" | wc -c)" -eq "$bytes" ] || exit
fi
if [ "$within" != - ] && [ $(($(date +%s) - ready)) -gt "$within" ]; then
	printf '\\n%s ${tooLateCode}\\ntold too late\\n%s end\\n' "$nonce" "$nonce"
	exit
fi
if [ "$folder" != - ] && ! { cd && cd "$folder"; } >/dev/null 2>&1; then
	printf '\\n%s 1\\nno folder %s\\n%s end\\n' "$nonce" "$folder" "$nonce"
	exit
fi
if ! command -v "$1" >/dev/null 2>&1; then
	conf=$({ . /etc/profile; } >/dev/null 2>&1 </dev/null; printf '%s' "\${SLURM_CONF-}")
	path=$({ . /etc/profile; } >/dev/null 2>&1 </dev/null; printf '%s' "$PATH")
	[ -n "$conf" ] && { SLURM_CONF=$conf; export SLURM_CONF; }
	[ -n "$path" ] && PATH=$path
fi
if ! command -v "$1" >/dev/null 2>&1; then
	printf '\\n%s ${missingCode}\\n\\n%s end\\n' "$nonce" "$nonce"
	exit
fi
submits=
if [ "$1" = sbatch ]; then
	submits=yes
	for argument in "$@"; do
		[ "$argument" = --test-only ] && submits=
	done
fi
if [ -z "$submits" ]; then
	LC_ALL=C.UTF-8; export LC_ALL
	SLURM_TIME_FORMAT=%s; export SLURM_TIME_FORMAT
	SLURM_BITSTR_LEN=0; export SLURM_BITSTR_LEN
fi
exec 3<&0 4>&1
errors=$({
	if [ "$bytes" = - ]; then
		exec "$@" </dev/null 2>&1 >&4 3<&- 4>&- &
	else
		printf %s "$input" | exec "$@" 2>&1 >&4 3<&- 4>&- &
	fi
	tool=$!
	{ while read -r line; do :; done; kill -9 $tool; } <&3 >/dev/null 4>&- &
	watcher=$!
	exec 3<&-
	wait $tool
	printf '\\n%s %s\\n' "$nonce" $? >&4
	kill -9 $watcher
} 2>/dev/null | { head -c ${mostErrorBytes}; cat >/dev/null; })
printf '%s\\n%s end\\n' "$errors" "$nonce"
exit
}
`;
