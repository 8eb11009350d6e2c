_jianbao_words() {
    _jianbao "$@"
    local word="${COMP_LINE:0:COMP_POINT}" before="${COMP_WORDS[COMP_CWORD-1]}" command
    word="${word##*[[:space:]]}"
    for command in "${COMP_WORDS[@]:1}"; do
        [[ " query search find clip explain " != *" $command "* ]] || break
    done
    [[ " query search find clip explain " == *" $command "* ]] || return 0
    [[ "$word" != -[[:alnum:]-]* && "$before" != -* ]] || return 0
    local IFS=$'\n' head="${word%"${word##*:}"}" candidate
    local candidates=($("${COMP_WORDS[0]}" complete -- "$word" 2>/dev/null))
    [[ ${#candidates[@]} -gt 0 ]] || return 0
    COMPREPLY=()
    for candidate in "${candidates[@]}"; do
        COMPREPLY+=("${candidate#"$head"}")
    done
    [[ "${COMPREPLY[0]}" != *: ]] || compopt -o nospace 2>/dev/null
    return 0
}
