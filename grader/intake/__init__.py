"""What was handed in, in whatever wrapping: a file, folder, zip, tar or notebook. Nothing of it is run or unpacked."""
