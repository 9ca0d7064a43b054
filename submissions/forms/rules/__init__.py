"""What follows from answers: which questions show, which must be answered, what is
computed. One small total language, evaluated here and in the browser."""
