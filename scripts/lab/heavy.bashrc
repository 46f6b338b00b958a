# What a node of a person who likes a busy shell may do before the command that was asked for.
echo 'Welcome to the rack!   .-"""-.   fortune cookies follow'
printf '\033[31mnoise on stdout\033[0m\n'
echo 'noise on stderr' >&2
for ((round = 0; round < 100000; round++)); do :; done
read -r -t 0.2 swallowed
