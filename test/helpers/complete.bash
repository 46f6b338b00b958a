# Completes the words after the script's name as bash would, and prints the candidates, one a line.
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_clusterdeck
printf '%s\n' "${COMPREPLY[@]}"
