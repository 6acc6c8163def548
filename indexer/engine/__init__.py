"""What can an index do, and who does it?"""
