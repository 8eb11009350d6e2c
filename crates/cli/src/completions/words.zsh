_jianbao_words() {
    local -a candidates
    candidates=("${(@f)$(jianbao complete -- "$PREFIX" 2>/dev/null)}")
    compadd -Q -S '' -- ${candidates:#}
}
