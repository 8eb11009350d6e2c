complete -c jianbao -n "__fish_seen_subcommand_from query search find clip explain" -f -a '(jianbao complete -- (commandline -ct))'
