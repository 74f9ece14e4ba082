# complete.zsh FPATH LINE...: types each line and a tab into a real zsh, and prints what the line became.
zmodload zsh/zpty
fpath_of_test=$1
shift
zpty -b shell zsh -f -i
send() { zpty -w shell "$1"; }
send "PROMPT= RPROMPT=; stty -echo; fpath=($fpath_of_test \$fpath); autoload -Uz compinit; compinit -u -D"
# Prints the line that is being edited in place of running it.
send 'show() { print -r -- "LINE<$BUFFER>"; BUFFER=; zle accept-line }; zle -N show; bindkey "^X" show; bindkey "^I" complete-word'
send 'print -r -- "REA""DY"'
zpty -r -m shell text "*READY*"
for line; do
  zpty -w -n shell "$line"$'\t\x18'
  zpty -r -m shell text "*LINE<*>*" 2>/dev/null
  text=${text##*LINE<}
  print -r -- "${${text%%>*}% }"
done
zpty -d shell
