"""The lists of several students: for teachers, supervisors and the class council."""
