"""What upkeep looks at, one file for each subject; every check answers with findings and never raises."""
