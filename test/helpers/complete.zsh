# The same in zsh, through its emulation of bash's completion.
autoload -U compinit
compinit -u -D
source "$1"
shift
setopt ksharrays
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_clusterdeck
print -l -- "${COMPREPLY[@]}"
