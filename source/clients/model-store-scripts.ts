/** What shells are told about the models of a node. Each is a constant: paths come by stdin, when it has said READY. */
import {preamble, readyLine} from './tool-scripts.ts';

/** Why a path cannot be read: the first thing on the way to it that may not be entered, or itself. Else nothing. */
const denied = `denied() {
	up=$1
	while [ ! -e "$up" ] && [ "\${up%/*}" != "$up" ]; do up=\${up%/*}; done
	[ -n "$up" ] || up=/
	if [ -d "$up" ] && [ "$up" != "$1" ]; then
		[ -x "$up" ] && return 1
	else
		[ -e "$up" ] && [ ! -r "$up" ] || return 1
	fi
	set -f
	set -- "$up" $(ls -ldL -- "$up" 2>/dev/null)
	set +f
	printf '%s\\n' "@denied $2 $4 $5 $(id -un) $1"
}
`;

/**
 * Looks for a manifest, named by its path under `manifests`, where Ollama may keep its models: as the login says, as its
 * own settings and those of its service do, else where its installer puts them. parsers/model-store.ts reads the answer. Who may read
 * every process believes only an ollama of the login, of root or of the account ollama: the links of just anybody would
 * lead what is laid there elsewhere. (Whose folder in /proc it is does not say whose process: proc(5), dumpable.)
 */
export const findModelScript = told(`${denied}
look() {
	[ -d "$1" ] || denied "$1" >/dev/null || return 0
	case $seen in *"
$1
"*) return 0 ;; esac
	seen="$seen
$1
"
	file=$1/manifests/$rel
	printf '%s\\n' "@store $1"
	if denied "$file"; then
		return 0
	elif [ -f "$file" ]; then
		set -- $(ls -lnL -- "$file")
		echo "@manifest $5"
		cat -- "$file"
		echo
	else
		echo '@absent'
	fi
}
seen=
IFS= read -r rel
owners=" $(id -u) 0 $(id -u ollama 2>/dev/null) "
believed() {
	grep -l '^Name:[[:space:]]ollama$' /proc/[0-9]*/status | while IFS= read -r status; do
		while read -r key owner others; do
			[ "$key" = Uid: ] || continue
			case $owners in *" $owner "*) echo "\${status%status}environ" ;; esac
		done <"$status"
	done
}
{
printf '%s\\n' "\${OLLAMA_MODELS:-}"
cat $(believed) | tr '\\000' '\\n' | sed -n 's/^OLLAMA_MODELS=//p' | sort -u
systemctl show ollama --property=Environment --value | tr ' ' '\\n' | sed -n 's/^OLLAMA_MODELS=//p'
printf '%s\\n' "$HOME/.ollama/models" /usr/share/ollama/.ollama/models \\
	/var/lib/ollama/.ollama/models /var/lib/ollama/models /var/lib/ollama \\
	/var/snap/ollama/common/models /root/.ollama/models
} 2>/dev/null </dev/null | while IFS= read -r folder; do
	case $folder in /*) look "$folder" ;; esac
done
exit`);

/** For each path that it is told, up to an empty line, whether it can be read and how large it is. */
export const checkBlobsScript = told(`${denied}
while IFS= read -r file && [ -n "$file" ]; do
	if denied "$file"; then
		continue
	elif [ -f "$file" ]; then
		set -- $(ls -lnL -- "$file")
		echo "@size $5"
	else
		echo '@absent'
	fi
done
exit`);

/** In bytes: what `readBlobScript` counts in. */
export const blockBytes = 65_536;

/** Blocks of a file, from one on. Nothing is read that nobody takes: dd waits for its pipe. */
export const readBlobScript = told(`IFS= read -r file
read -r first count
exec dd if="$file" bs=${blockBytes} skip="$first" count="$count" 2>/dev/null </dev/null`);

const plainFiles = 'umask 022';

/** Makes the folders for blobs and for a manifest, and sees that the login may write there, and not everybody: nor their links. */
export const makeRoomScript = told(`${plainFiles}
IFS= read -r blobs
IFS= read -r manifests
mkdir -p -- "$blobs" "$manifests" 2>&1 </dev/null &&
for folder in "$blobs" "$manifests"; do
	[ -w "$folder" ] || { printf '%s\\n' "$folder: Permission denied"; exit 1; }
	case $(ls -ldL -- "$folder") in ????????w*)
		printf '%s\\n' "everybody may write in $folder, and lead a file elsewhere. On the node: chmod o-w $folder"
		exit 1 ;;
	esac
done
exit`);

/** Puts what follows the name behind what is in the file. */
export const appendScript = told(`${plainFiles}
IFS= read -r file
exec cat 2>&1 >>"$file"`);

/** Gives a file its name, when its last byte is on the disk, if it is what that says; else takes it away: 3. */
export const sealScript = told(`IFS= read -r part
IFS= read -r name
IFS= read -r wanted
for tool in sha256sum 'shasum -a 256' 'openssl dgst -sha256 -r'; do
	command -v "\${tool%% *}" >/dev/null 2>&1 || continue
	got=$($tool <"$part") || exit 1
	[ "\${got%% *}" = "$wanted" ] || { rm -f -- "$part"; exit 3; }
	# Where sync takes no file it writes all there is to write.
	sync "$part" >/dev/null 2>&1
	mv -f -- "$part" "$name" 2>&1 || exit 1
	sync "\${name%/*}" >/dev/null 2>&1
	exit 0
done </dev/null
echo 'it has no sha256sum, shasum or openssl.'
exit 4`);
export const isOtherCode = 3;

export const removeScript = told(`IFS= read -r file
exec rm -f -- "$file" 2>&1`);

/** The braces make sh read it whole before what it is told. */
function told(commands: string): string {
	return `${preamble}{
echo ${readyLine}
${commands}
}
`;
}
